using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace LiveParking.Telemetry;

/// <summary>Carries traces between our own programs, in grain calls, and takes none from the headers of HTTP requests: strangers would decide what is traced.</summary>
internal sealed class GrainCallPropagator : DistributedContextPropagator
{
    private readonly DistributedContextPropagator _w3c = CreateW3CPropagator();

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Fields => _w3c.Fields;

    /// <inheritdoc/>
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => _w3c.Inject(activity, carrier, setter);

    /// <inheritdoc/>
    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        (traceId, traceState) = (null, null);
        if (carrier is not IHeaderDictionary)
            _w3c.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        carrier is IHeaderDictionary ? null : _w3c.ExtractBaggage(carrier, getter);
}
