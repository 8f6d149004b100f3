using System.Diagnostics;
using System.Net.Sockets;
using Xunit;

namespace LiveParking.Testing;

/// <summary>Waits for a condition that other threads or processes bring about. The deadline is reached by a fault only: no test depends on speed.</summary>
public static class Eventually
{
    /// <summary>The deadline: what a machine under load may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks at a condition. It grows: what takes seconds, such as the start of a program, must not be slowed down by those who wait for it.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(60);

    /// <summary>Waits until a condition holds. A server that does not answer is a condition that does not hold yet.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">The condition in words.</param>
    /// <param name="within">The deadline; <see cref="Timeout"/> when absent.</param>
    /// <returns>The time that it took.</returns>
    public static Task<TimeSpan> HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null) => HoldsAsync(condition, () => what, within);

    /// <inheritdoc cref="HoldsAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task<TimeSpan> HoldsAsync(Func<bool> condition, string what, TimeSpan? within = null) => HoldsAsync(condition, () => what, within);

    /// <inheritdoc cref="HoldsAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task<TimeSpan> HoldsAsync(Func<bool> condition, Func<string> what, TimeSpan? within = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, within);

    /// <summary>Waits for a task, at most <see cref="Timeout"/>.</summary>
    public static async Task<T> WithinAsync<T>(Task<T> task) => await task.WaitAsync(Timeout, TimeProvider.System);

    /// <inheritdoc cref="WithinAsync{T}(Task{T})"/>
    public static Task WithinAsync(Task task) => task.WaitAsync(Timeout, TimeProvider.System);

    private static async Task<TimeSpan> HoldsAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan? within)
    {
        var started = Stopwatch.GetTimestamp();
        var limit = within ?? Timeout;
        var pause = FirstPause;
        while (!await AskAsync(condition))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < limit, $"It did not come about within {limit.TotalSeconds:0} s: {what()}");
            await Task.Delay(pause, TimeProvider.System);
            pause = pause * 1.2 < MaxPause ? pause * 1.2 : MaxPause;
        }

        return Stopwatch.GetElapsedTime(started);
    }

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
