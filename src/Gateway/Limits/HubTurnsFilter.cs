using LiveParking.Gateway.Cameras;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Lets the hub calls of each client wait for a turn, but for acknowledgements of frames, which cost little. Calls of a connection that is gone meanwhile
/// are dropped. The turn in which a connection was begun ends when the hub has it.
/// </summary>
internal sealed class HubTurnsFilter(ClientTurns turns) : IHubFilter
{
    private static readonly object Key = new();

    /// <inheritdoc/>
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var http = context.Context.GetHttpContext();
        if (http is not null)
            context.Context.Items[Key] = ClientKey.Of(http);
        try
        {
            await next(context);
        }
        finally
        {
            http?.Features.Get<ClientTurn>()?.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (invocation.HubMethodName == nameof(CamerasHub.AckFrame) || !invocation.Context.Items.TryGetValue(Key, out var client))
            return await next(invocation);
        using var turn = await turns.EnterAsync((ClientKey)client!, invocation.Context.ConnectionAborted);
        return await next(invocation);
    }
}
