using LiveParking.Gateway.Limits;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway;

/// <summary>Checks <see cref="GatewayOptions"/> against the documented ranges and reports all errors together.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        Require(faults, !string.IsNullOrWhiteSpace(options.KeysFolder), nameof(options.KeysFolder), "names no folder; set LIVEPARKING_KEYS");
        Require(faults, options.PagePath is not null, nameof(options.PagePath), "is null; leave it empty to serve no page");
        foreach (var proxy in options.TrustedProxies)
            Require(faults, ForwardedAddresses.IsProxy(proxy), nameof(options.TrustedProxies), $"holds '{proxy}'; a proxy is an address such as 10.0.0.7 or a network such as 10.0.0.0/8");
        faults.AddRange(options.Certificate.Faults());
        foreach (var origin in options.CorsOrigins)
        {
            var isOrigin = Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/" && !origin.EndsWith('/');
            Require(faults, isOrigin, nameof(options.CorsOrigins), $"holds '{origin}'; an origin looks like https://app.example");
        }

        RequireRange(faults, options.HstsDays, 0, 730, nameof(options.HstsDays), " days");
        RequireRange(faults, options.FeedLinger.TotalSeconds, 0, 60, nameof(options.FeedLinger), " s");
        RequireRange(faults, options.WatchPause.TotalSeconds, 1, 3600, nameof(options.WatchPause), " s");
        RequireRange(faults, options.SnapshotWait.TotalSeconds, 0.1, 30, nameof(options.SnapshotWait), " s");
        RequireRange(faults, options.WatchesPerConnection, 1, 256, nameof(options.WatchesPerConnection));
        RequireRange(faults, options.WatchesPerOperatorConnection, 1, 1024, nameof(options.WatchesPerOperatorConnection));
        RequireRange(faults, options.LocationsPerConnection, 1, 10_000, nameof(options.LocationsPerConnection));
        RequireRange(faults, options.HubCallsPerSecond, 1, 10_000, nameof(options.HubCallsPerSecond));
        RequireRange(faults, options.HubCallBurst, 1, 100_000, nameof(options.HubCallBurst));
        RequireRange(faults, options.HubAcksPerSecond, 1, 100_000, nameof(options.HubAcksPerSecond));
        RequireRange(faults, options.BrokenCallsPerSecondOfClient, 1, 1_000_000, nameof(options.BrokenCallsPerSecondOfClient));
        RequireRange(faults, options.BrokenCallBurstOfClient, 1, 10_000_000, nameof(options.BrokenCallBurstOfClient));
        RequireRange(faults, options.TokenFailuresPerMinute, 1, 100_000, nameof(options.TokenFailuresPerMinute));
        RequireRange(faults, options.RequestsPerSecondOfAddress, 1, 1_000_000, nameof(options.RequestsPerSecondOfAddress));
        RequireRange(faults, options.RequestBurstOfAddress, 1, 10_000_000, nameof(options.RequestBurstOfAddress));
        RequireRange(faults, options.RequestsPerSecondOfToken, 1, 1_000_000, nameof(options.RequestsPerSecondOfToken));
        RequireRange(faults, options.RequestBurstOfToken, 1, 10_000_000, nameof(options.RequestBurstOfToken));
        RequireRange(faults, options.FailuresPerSecondOfClient, 1, 1_000_000, nameof(options.FailuresPerSecondOfClient));
        RequireRange(faults, options.FailureBurstOfClient, 1, 10_000_000, nameof(options.FailureBurstOfClient));
        RequireRange(faults, options.RejectedReadingsPerSecondOfClient, 1, 1_000_000, nameof(options.RejectedReadingsPerSecondOfClient));
        RequireRange(faults, options.RejectedReadingBurstOfClient, 1_000, 10_000_000, nameof(options.RejectedReadingBurstOfClient));
        RequireRange(faults, options.ConnectionsPerAddress, 1, 1_000_000, nameof(options.ConnectionsPerAddress));
        RequireRange(faults, options.ConnectionsPerToken, 1, 1_000_000, nameof(options.ConnectionsPerToken));
        RequireRange(faults, options.ShortConnectionsPerSecondOfClient, 1, 1_000_000, nameof(options.ShortConnectionsPerSecondOfClient));
        RequireRange(faults, options.ShortConnectionBurstOfClient, 1, 10_000_000, nameof(options.ShortConnectionBurstOfClient));
        RequireRange(faults, options.ConcurrentSnapshots, 1, 10_000, nameof(options.ConcurrentSnapshots));
        RequireRange(faults, options.SnapshotsPerClient, 1, 10_000, nameof(options.SnapshotsPerClient));
        RequireRange(faults, options.ConcurrentMjpegStreams, 1, 100_000, nameof(options.ConcurrentMjpegStreams));
        RequireRange(faults, options.MjpegStreamsPerClient, 1, 100_000, nameof(options.MjpegStreamsPerClient));
        RequireRange(faults, options.RequestBodyBytes, 1024, 64 * 1024 * 1024, nameof(options.RequestBodyBytes), " bytes");
        RequireRange(faults, options.HubMessageBytes, 1024, 1024 * 1024, nameof(options.HubMessageBytes), " bytes");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Require(List<string> faults, bool holds, string option, string fault)
    {
        if (!holds)
            faults.Add($"Gateway:{option} {fault}.");
    }

    private static void RequireRange(List<string> faults, double value, double least, double most, string option, string unit = "") =>
        Require(faults, value >= least && value <= most, option, FormattableString.Invariant($"is {value}{unit}; allowed are {least} to {most}{unit}"));
}
