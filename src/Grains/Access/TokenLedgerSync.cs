using LiveParking.Grains.Interfaces.Access;
using LiveParking.Tokens;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveParking.Grains.Access;

/// <summary>
/// Keeps the issuer and the <see cref="TokenLedgerFile"/> beside the keys of this silo equal: what the command line adds reaches the issuer within a
/// second, and what the issuer adds is listed on the command line.
/// </summary>
internal sealed partial class TokenLedgerSync(IssuerKeys keys, IGrainFactory grains, TimeProvider timeProvider, ILogger<TokenLedgerSync> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _issuedInFile = new(StringComparer.Ordinal);
    private readonly HashSet<TokenRevocation> _revokedInFile = [];
    private long _position;
    private long _version = -1;
    private bool _failed;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SyncAsync(stoppingToken);
                _failed = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                if (!_failed)
                    Log.Failed(logger, exception);
                _failed = true;
            }
        }
    }

    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        var issuer = grains.GetGrain<ITokenLedgerGrain>(ITokenIssuerGrain.Key);
        var position = _position;
        var added = keys.Ledger.Read(ref position, out var unreadable);
        if (unreadable > 0)
            Log.Unreadable(logger, unreadable);
        if (added.Count > 0)
        {
            await issuer.ImportAsync([.. added.Select(entry => entry.Issued).OfType<TokenRecord>()], [.. added.Select(entry => entry.Revoked).OfType<TokenRevocation>()]);
            foreach (var entry in added)
                Note(entry);
        }

        // After the issuer has it: a failed import is tried again.
        _position = position;
        if (await issuer.ExportAsync(_version) is not { } copy)
            return;
        List<TokenLedgerEntry> missing =
        [
            .. copy.Issued.Where(token => !_issuedInFile.Contains(token.Id)).Select(token => new TokenLedgerEntry(Issued: token)),
            .. copy.Revoked.Where(revocation => !_revokedInFile.Contains(revocation)).Select(revocation => new TokenLedgerEntry(Revoked: revocation)),
        ];
        await keys.Ledger.AppendAsync(missing, cancellationToken);
        missing.ForEach(Note);
        _version = copy.Version;
    }

    private void Note(TokenLedgerEntry entry)
    {
        if (entry.Issued is { } token)
            _issuedInFile.Add(token.Id);
        if (entry.Revoked is { } revocation)
            _revokedInFile.Add(revocation);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Count} lines of tokens.ndjson beside the keys can't be read. A revocation may be among them: look with token list, and revoke again.")]
        public static partial void Unreadable(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The list of issued and revoked tokens beside the keys is not up to date; it is tried again every 0.5 s.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
