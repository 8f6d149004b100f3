using System.Diagnostics;

namespace LiveParking.LiveStreams;

/// <summary>
/// Traces through live streams: what a grain publishes belongs to the trace of the call in which it does, and what a subscriber makes of it too. Nothing is made for what is not
/// sampled.
/// </summary>
public static class LiveTraces
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "LiveParking.Streams";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The sampled trace of the running call, in W3C form; null without one.</summary>
    internal static string? Current => Activity.Current is { Recorded: true } activity ? activity.Id : null;

    /// <summary>Begins a step of a trace on another thread or in another process.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="parent">The step before, in W3C form; null for none, which begins nothing.</param>
    /// <param name="kind">Which end it is.</param>
    /// <param name="stream">The namespace of the stream.</param>
    internal static Activity? Begin(string name, string? parent, ActivityKind kind, KeyValuePair<string, object?> stream)
    {
        if (parent is null)
            return null;
        var activity = Source.StartActivity(name, kind, parent);
        activity?.SetTag("liveparking.stream", stream.Value);
        return activity;
    }
}
