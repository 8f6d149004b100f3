using System.Net;
using LiveParking.Gateway.Limits;
using LiveParking.Testing;
using Microsoft.Extensions.Time.Testing;

namespace LiveParking.GatewayTests.Limits;

/// <summary>What one client may do at the same time on the hubs.</summary>
public sealed class ClientTurnsTests : IDisposable
{
    private static readonly ClientKey Flooding = new(null, ClientKey.Of(IPAddress.Parse("127.0.0.9"))), Other = new(null, ClientKey.Of(IPAddress.Loopback));
    private readonly FakeTimeProvider _timeProvider = new();
    private readonly ClientLimits _limits = new();
    private readonly ClientTurns _turns;

    public ClientTurnsTests() => _turns = new ClientTurns(_limits, _timeProvider);

    public void Dispose() => _limits.Dispose();

    [Fact]
    public async Task A_client_that_does_much_at_once_waits_for_its_own_turns_and_nobody_else_does()
    {
        var held = await TakeAllAsync();
        var waiting = Enter(Flooding);
        Assert.False(waiting.IsCompleted);
        Assert.True(Enter(Other).IsCompletedSuccessfully);

        held[1].Dispose();
        held[1].Dispose();
        await Eventually.WithinAsync(waiting);
        Assert.False(Enter(Flooding).IsCompleted);
    }

    [Fact]
    public async Task A_turn_ends_by_itself()
    {
        await TakeAllAsync();
        var waiting = Enter(Flooding);
        _timeProvider.Advance(TimeSpan.FromSeconds(0.2));
        Assert.False(waiting.IsCompleted);
        _timeProvider.Advance(TimeSpan.FromSeconds(0.1));
        await Eventually.WithinAsync(waiting);
    }

    [Fact]
    public async Task Who_is_gone_waits_no_more()
    {
        var held = await TakeAllAsync();
        using var cancel = new CancellationTokenSource();
        var leaving = Enter(Flooding, cancel.Token);
        var staying = Enter(Flooding);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        held[0].Dispose();
        await Eventually.WithinAsync(staying);
    }

    private Task<ClientTurn> Enter(ClientKey client, CancellationToken cancellationToken = default) => _turns.EnterAsync(client, cancellationToken).AsTask();

    private async Task<List<ClientTurn>> TakeAllAsync()
    {
        var held = new List<ClientTurn>();
        for (var i = 0; i < ClientTurns.MaxConcurrent; i++)
            held.Add(await Eventually.WithinAsync(Enter(Flooding)));
        return held;
    }
}
