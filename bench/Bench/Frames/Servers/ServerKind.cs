using LiveParking.Bench.Measuring.Processes;
using LiveParking.Testing;

namespace LiveParking.Bench.Frames.Servers;

/// <summary>One row of the table.</summary>
/// <param name="Name">Its name in <c>--peers</c>.</param>
/// <param name="Title">Its title in the table.</param>
/// <param name="Missing">Why it can't run on this machine; null when it can.</param>
/// <param name="StartAsync">Starts it with a film.</param>
internal sealed record ServerKind(
    string Name, string Title, Func<string?> Missing, Func<TempFolder, string, double, CancellationToken, Task<IFrameServer>> StartAsync);
