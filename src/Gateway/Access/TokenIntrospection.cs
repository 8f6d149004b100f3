using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Asks the authority every 30 s whether its tokens that are in use are still active (RFC 7662). What runs on one that is not ends at once, so a user who
/// was removed at the authority is out within a minute. While the authority does not answer, tokens stay valid until they expire.
/// </summary>
internal sealed partial class TokenIntrospection(
    IOptions<AuthOptions> options,
    IOptionsMonitor<JwtBearerOptions> schemes,
    ValidatedTokenCache cache,
    AccessMonitor running,
    TokenTrust trust,
    TimeProvider timeProvider,
    ILogger<TokenIntrospection> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Questions to the authority at the same time.</summary>
    private const int MaxParallel = 8;

    private readonly AuthOptions _options = options.Value;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.Authority.Length == 0 || _options.IntrospectionClientId.Length == 0)
            return;
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, exception.Message);
            }
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var scheme = schemes.Get(TokenSchemes.Authority);
        var configuration = await scheme.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        if (string.IsNullOrEmpty(configuration.IntrospectionEndpoint))
        {
            Log.NoEndpoint(logger, _options.Authority);
            return;
        }

        var tokens = cache.TokensOfAuthority().Concat(running.Tokens.Where(token => token.FromAuthority is not null)).DistinctBy(token => token.Hash);
        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancellationToken }, async (token, ended) =>
        {
            try
            {
                if (trust.FaultOf(token) is null && !await IsActiveAsync(scheme.Backchannel, configuration.IntrospectionEndpoint, token.FromAuthority!, ended))
                    trust.Deactivate(token);
            }
            catch (Exception exception) when (!ended.IsCancellationRequested)
            {
                // One that could not be asked about does not keep the others from being asked about.
                Log.Failed(logger, exception.Message);
            }
        });
    }

    private async Task<bool> IsActiveAsync(HttpClient http, string endpoint, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Content = new FormUrlEncodedContent([new("token", token), new("token_type_hint", "access_token")]);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $"{Uri.EscapeDataString(_options.IntrospectionClientId)}:{Uri.EscapeDataString(_options.IntrospectionClientSecret)}")));
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return answer.RootElement.TryGetProperty("active", out var active) && active.ValueKind == JsonValueKind.True;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The authority could not be asked whether tokens are active; they are valid until they expire. {Reason}")]
        public static partial void Failed(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The authority {Authority} names no introspection endpoint: its tokens are valid until they expire.")]
        public static partial void NoEndpoint(ILogger logger, string authority);
    }
}
