using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Limits;

/// <summary>Takes a turn of the client while a hub accepts a connection, after the client's handshake.</summary>
internal sealed class HubTurnsFilter(ClientTurns turns) : IHubFilter
{
    /// <inheritdoc/>
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        using var turn = await turns.EnterAsync(context.Context);
        await next(context);
    }
}
