using System.Diagnostics;

namespace LiveParking.GatewayTests;

/// <summary>Waits for what comes true by itself.</summary>
public static class Eventually
{
    /// <summary>No test depends on speed: this is how long a machine under load may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? within = null) => HoldsAsync(() => Task.FromResult(condition()), what, within);

    /// <param name="condition">The condition to wait for.</param>
    /// <param name="what">The condition in words.</param>
    /// <param name="within">Default: <see cref="Patience"/>. Set it for conditions that take longer by design.</param>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        var limit = within ?? Patience;
        var started = Stopwatch.GetTimestamp();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < limit, $"It did not come about: {what}");
            await poll.WaitForNextTickAsync();
        }
    }

    public static async Task<T> WithinAsync<T>(Task<T> task) => await task.WaitAsync(Patience, TimeProvider.System);

    public static Task WithinAsync(Task task) => task.WaitAsync(Patience, TimeProvider.System);
}
