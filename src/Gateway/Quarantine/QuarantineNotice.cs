using System.Globalization;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;

namespace LiveParking.Gateway.Quarantine;

/// <summary>
/// The quarantine reason in <c>/health/ready</c>. The quarantine is called at most once a second, however often the reason is requested.
/// </summary>
internal sealed partial class QuarantineNotice
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly IClusterClient _grains;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<QuarantineNotice> _logger;
    private readonly RecentAnswer<string?> _reason;

    public QuarantineNotice(IClusterClient grains, TimeProvider timeProvider, ILogger<QuarantineNotice> logger)
    {
        (_grains, _timeProvider, _logger) = (grains, timeProvider, logger);
        _reason = new(AskAsync, AskAgainAfter, timeProvider);
    }

    /// <summary>The number of messages in quarantine, as text for people; null when there are none.</summary>
    public Task<string?> ReasonAsync() => _reason.GetAsync();

    private async Task<string?> AskAsync()
    {
        try
        {
            var count = await _grains.GetQuarantine().CountAsync().WaitAsync(Timeout, _timeProvider);
            return count switch
            {
                0 => null,
                1 => "1 message is in quarantine; see /api/v1/quarantine.",
                _ => string.Create(CultureInfo.InvariantCulture, $"{count} messages are in quarantine; see /api/v1/quarantine."),
            };
        }
        catch (Exception exception)
        {
            Log.Unknown(_logger, ErrorMapping.From(exception).Detail, exception);
            return "The quarantine of MQTT messages can't be read; messages that can't be processed wait.";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The quarantine can't be read: {Reason}")]
        public static partial void Unknown(ILogger logger, string reason, Exception exception);
    }
}
