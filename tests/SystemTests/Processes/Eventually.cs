using System.Diagnostics;
using System.Net.Sockets;

namespace LiveParking.SystemTests.Processes;

/// <summary>Waits for what comes about by itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Waits until a condition holds; a server that does not answer is a condition that does not hold yet.</summary>
    /// <returns>The time that it took.</returns>
    public static async Task<TimeSpan> HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var started = Stopwatch.GetTimestamp();
        var limit = within ?? Child.Patience;
        using var poll = new PeriodicTimer(Pause);
        while (!await AskAsync(condition))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < limit, $"It did not come about within {limit.TotalSeconds:0} s: {what}");
            await poll.WaitForNextTickAsync();
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <inheritdoc cref="HoldsAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task<TimeSpan> HoldsAsync(Func<bool> condition, string what, TimeSpan? within = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, within);

    private static async Task<bool> AskAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        // The HTTP client lets a bare SocketException through when the other end hangs up while it connects.
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or SocketException)
        {
            return false;
        }
    }
}
