using OpenTelemetry.Context.Propagation;

namespace LiveParking.Telemetry;

/// <summary>OpenTelemetry's own reading of HTTP headers: none, for the same reason as in <see cref="GrainCallPropagator"/>.</summary>
internal sealed class NoPropagator : TextMapPropagator
{
    /// <inheritdoc/>
    public override ISet<string>? Fields => null;

    /// <inheritdoc/>
    public override PropagationContext Extract<T>(PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter) => context;

    /// <inheritdoc/>
    public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
    {
    }
}
