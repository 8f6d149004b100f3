using System.Security.Claims;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Access;

/// <summary>The user of a hub connection.</summary>
internal static class HubUser
{
    /// <summary>
    /// Returns the current caller. <see cref="HubCallerContext.User"/> stays the user who connected, but with long polling each poll carries a token.
    /// </summary>
    public static Func<ClaimsPrincipal?> Now(HubCallerContext connection)
    {
        var features = connection.Features;
        return () => features.Get<IConnectionUserFeature>()?.User;
    }
}
