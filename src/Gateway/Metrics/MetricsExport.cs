using System.Diagnostics.Metrics;
using Prometheus;

namespace LiveParking.Gateway.Metrics;

/// <summary>
/// Collects the meters <c>LiveParking.*</c> of this host and the process metrics for Prometheus. It listens from the start: a gauge that changes
/// before the first scrape would otherwise stay wrong permanently.
/// </summary>
internal sealed class MetricsExport : IDisposable
{
    private readonly IDisposable _listening;

    public MetricsExport(IMeterFactory factory)
    {
        Registry = Prometheus.Metrics.NewCustomRegistry();
        DotNetStats.Register(Registry);
        var usual = new MeterAdapterOptions().ResolveHistogramBuckets;
        _listening = MeterAdapter.StartListening(new MeterAdapterOptions
        {
            Registry = Registry,
            MetricFactory = Prometheus.Metrics.WithCustomRegistry(Registry),
            ResolveHistogramBuckets = instrument =>
                instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } ? [.. bounds] : usual(instrument),
            InstrumentFilterPredicate = instrument => instrument.Meter.Name.StartsWith("LiveParking.", StringComparison.Ordinal)
                && (instrument.Meter.Scope is null || instrument.Meter.Scope == factory),
        });
    }

    /// <summary>The collected metrics.</summary>
    public CollectorRegistry Registry { get; }

    /// <inheritdoc/>
    public void Dispose() => _listening.Dispose();
}
