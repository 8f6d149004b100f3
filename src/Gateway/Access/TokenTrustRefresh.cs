using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Asks the issuer for its keys and revocations every second, and reads the gateway's own folder of keys every 2 s. When a token names an unknown key,
/// both are asked at once, at most twice a second, and the request waits for that. While the issuer does not answer, its last answer counts.
/// </summary>
internal sealed partial class TokenTrustRefresh : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(500);

    private readonly TokenTrust _trust;
    private readonly IClusterClient _grains;
    private readonly ClusterLink _link;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<TokenTrustRefresh> _logger;
    private readonly SingleFlight<bool> _refresh;
    private long _asked;
    private bool _failed;

    public TokenTrustRefresh(TokenTrust trust, IClusterClient grains, ClusterLink link, TimeProvider timeProvider, ILogger<TokenTrustRefresh> logger)
    {
        (_trust, _grains, _link, _timeProvider, _logger) = (trust, grains, link, timeProvider, logger);
        _refresh = new SingleFlight<bool>(RefreshOnceAsync);
    }

    /// <summary>Asks for a token of an unknown key. A key may have been made a moment ago, so an older answer does not count.</summary>
    public async Task RefreshAsync()
    {
        var pause = MinPause - _timeProvider.GetElapsedTime(Volatile.Read(ref _asked));
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, _timeProvider);
        await _refresh.AskAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _timeProvider);
        do
            await _refresh.AskAsync();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> RefreshOnceAsync()
    {
        Volatile.Write(ref _asked, _timeProvider.GetTimestamp());
        _trust.RefreshFolder();
        // Before the cluster was reached, its grains are not known here.
        if (_link.Reason is not null)
            return true;
        try
        {
            if (await _grains.GetTokenIssuer().GetVerificationAsync(_trust.IssuerVersion) is { } verification)
                _trust.Apply(verification);
            _failed = false;
        }
        catch (ApiException refused)
        {
            Log.NoAnswer(_logger, refused.Message);
        }
        catch (Exception exception)
        {
            // For example, a silo of an older version does not know this grain.
            if (!_failed)
                Log.Failed(_logger, exception);
            _failed = true;
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The issuer of tokens did not answer; its last keys and revocations count. {Reason}")]
        public static partial void NoAnswer(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The issuer of tokens could not be asked for its keys and revocations; its last answer counts.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
