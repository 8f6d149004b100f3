using System.Diagnostics;

namespace LiveParking.Gateway.Metrics;

/// <summary>The last step of a trace: sending to phones. It runs on threads of its own, which know the step before by its W3C form.</summary>
internal static class GatewayTraces
{
    private static readonly ActivitySource Source = new(GatewayMeters.MeterName);

    /// <summary>The sampled step of this thread; null without one.</summary>
    public static string? Current => Activity.Current is { Recorded: true } activity ? activity.Id : null;

    /// <summary>Begins a step.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="parent">The step before; null begins nothing.</param>
    public static Activity? Begin(string name, string? parent) => parent is null ? null : Source.StartActivity(name, ActivityKind.Producer, parent);
}
