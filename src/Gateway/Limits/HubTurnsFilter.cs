using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Limits;

/// <summary>Takes a turn of the client while a hub accepts a connection, after the client's handshake.</summary>
internal sealed class HubTurnsFilter(ClientTurns turns) : IHubFilter
{
    /// <inheritdoc/>
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        using var turn = await EnterAsync(context.Context);
        await next(context);
    }

    /// <summary>
    /// Null when the client closed the connection while it waited: that is no error to log. The hub still accepts the connection, so that it can end it.
    /// </summary>
    private async ValueTask<ClientTurn?> EnterAsync(HubCallerContext connection)
    {
        try
        {
            return await turns.EnterAsync(connection);
        }
        catch (OperationCanceledException) when (connection.ConnectionAborted.IsCancellationRequested)
        {
            return null;
        }
    }
}
