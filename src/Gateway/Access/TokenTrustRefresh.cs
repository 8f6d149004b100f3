using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using LiveParking.Tokens;

namespace LiveParking.Gateway.Access;

/// <summary>
/// Asks the issuer for its keys and revocations every second, and reads the gateway's own folder of keys beside it. When a token names an unknown key,
/// both are asked at once, at most twice a second, and the request waits for that. While the issuer does not answer, its last answer counts.
/// </summary>
internal sealed partial class TokenTrustRefresh : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Requests that wait for unknown keys at the same time. Further ones are judged by what is known.</summary>
    private const int MaxWaiting = 64;

    private readonly TokenTrust _trust;
    private readonly IClusterClient _grains;
    private readonly ClusterLink _link;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<TokenTrustRefresh> _logger;
    private readonly SingleFlight<bool> _refresh;
    private long _asked;
    private int _waiting;
    private Task _folder = Task.CompletedTask;
    private bool _failed;

    public TokenTrustRefresh(TokenTrust trust, IClusterClient grains, ClusterLink link, TimeProvider timeProvider, ILogger<TokenTrustRefresh> logger)
    {
        (_trust, _grains, _link, _timeProvider, _logger) = (trust, grains, link, timeProvider, logger);
        _refresh = new SingleFlight<bool>(RefreshOnceAsync);
    }

    /// <summary>Asks for a token of an unknown key. A key may have been made a moment ago, so an older answer does not count.</summary>
    public async Task RefreshAsync()
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaiting)
                return;
            var pause = MinPause - _timeProvider.GetElapsedTime(Volatile.Read(ref _asked));
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _timeProvider);
            await _refresh.AskAsync();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _timeProvider);
        do
            await _refresh.AskAsync();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void RefreshFolder()
    {
        try
        {
            _trust.RefreshFolder();
        }
        catch (TokenKeyException fault)
        {
            Log.NoFolder(_logger, fault.Message);
        }
    }

    private async Task<bool> RefreshOnceAsync()
    {
        Volatile.Write(ref _asked, _timeProvider.GetTimestamp());
        // A folder that hangs must not keep the issuer's revocations away.
        if (_folder.IsCompleted)
            _folder = Task.Run(RefreshFolder);
        await Task.WhenAny(_folder, Task.Delay(Interval, _timeProvider));
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

        [LoggerMessage(LogLevel.Warning, "The folder of token keys can't be used. {Reason}")]
        public static partial void NoFolder(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Warning, "The issuer of tokens could not be asked for its keys and revocations; its last answer counts.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
