using LiveParking.Bench.Measuring.Sockets;
using LiveParking.Bench.Measuring.Updates;

namespace LiveParking.Bench.Occupancy.Phones;

/// <summary>Many phones on one thread.</summary>
internal sealed class Crowd : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly List<Phone> _phones = [];
    private readonly PhoneCount _count;
    private readonly ReadinessLoop _loop;

    private Crowd(int phones)
    {
        _count = new PhoneCount(phones);
        _loop = new ReadinessLoop(_count.Failed);
    }

    /// <summary>Connects; returns when each follows.</summary>
    public static async Task<Crowd> FollowAsync(Entrance entrance, int phones, CancellationToken cancellationToken)
    {
        var crowd = new Crowd(phones);
        try
        {
            for (var number = 0; number < phones; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var phone = entrance.Phone(WebSocketUpgrade.Connect(entrance.Port, entrance.Path, WebSocketUpgrade.OfferOfDeflate), crowd._count);
                crowd._phones.Add(phone);
                crowd._loop.Add(phone);
            }

            crowd._loop.Start();
            await crowd._count.AllFollowAsync.WaitAsync(Timeout, TimeProvider.System, cancellationToken);
            return crowd;
        }
        catch
        {
            crowd.Dispose();
            throw;
        }
    }

    /// <summary>Ends the phones and returns what each received.</summary>
    /// <exception cref="InvalidOperationException">One failed meanwhile.</exception>
    public IReadOnlyList<IReadOnlyList<Arrival>> Leave()
    {
        _loop.Dispose();
        return _count.Failure is { } failure
            ? throw new InvalidOperationException($"A phone failed: {failure.Message}", failure)
            : [.. _phones.Select(phone => phone.Arrivals)];
    }

    /// <inheritdoc/>
    public void Dispose() => _loop.Dispose();
}
