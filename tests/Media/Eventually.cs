namespace LiveParking.Media;

/// <summary>Waits for something that other threads or processes do, with a deadline that only a fault reaches.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, Func<string> what)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Not within 30 s: {what()}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }
}
