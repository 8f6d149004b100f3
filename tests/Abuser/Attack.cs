using System.Net.Sockets;
using System.Net.WebSockets;

namespace LiveParking.Abuser;

/// <summary>One way to be a nuisance.</summary>
/// <param name="Name">For the tally.</param>
/// <param name="Workers">Number of concurrent workers.</param>
/// <param name="OnceAsync">Does it once and returns the outcome, for the tally.</param>
internal sealed record Attack(string Name, int Workers, Func<Victim, CancellationToken, Task<string>> OnceAsync)
{
    /// <summary>A bound for a server that hangs up at once.</summary>
    private const int MaxTimes = 1_000_000;

    /// <summary>Does it again and again until the end.</summary>
    public async Task RepeatAsync(Victim victim, Tally tally, CancellationToken end)
    {
        for (var times = 0; times < MaxTimes && !end.IsCancellationRequested; times++)
        {
            try
            {
                tally.Add(Name, await OnceAsync(victim, end));
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or WebSocketException or OperationCanceledException)
            {
                if (!end.IsCancellationRequested)
                    tally.Add(Name, "disconnected");
            }
        }
    }
}
