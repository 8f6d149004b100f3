using System.Diagnostics;

namespace LiveParking.ClusterTests;

/// <summary>Waits for a condition that comes true by itself.</summary>
public static class Eventually
{
    public static Task HoldsAsync(Func<bool> condition, string what) => HoldsAsync(() => Task.FromResult(condition()), what);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(40), $"It did not come about: {what}");
            await poll.WaitForNextTickAsync();
        }
    }
}
