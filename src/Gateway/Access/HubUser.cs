using System.Security.Claims;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Access;

/// <summary>Who is at the other end of a hub connection.</summary>
internal static class HubUser
{
    /// <summary>
    /// Tells who calls now. <see cref="HubCallerContext.User"/> stays the one who connected, while with long polling each poll brings a token.
    /// </summary>
    public static Func<ClaimsPrincipal?> Now(HubCallerContext connection)
    {
        var features = connection.Features;
        return () => features.Get<IConnectionUserFeature>()?.User;
    }
}
