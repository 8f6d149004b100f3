using System.Buffers.Binary;
using System.Net;
using System.Security.Claims;
using LiveParking.Gateway.Access;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Whose requests are counted together: those of one good token, or those without a token of one address. An IPv6 address counts as its /64, which
/// is what one customer of a provider gets at least.
/// </summary>
/// <param name="Token">The signature of the token, which no two tokens share; null without a token.</param>
/// <param name="Address">The address, when there is no token; IPv4 as IPv6.</param>
internal readonly record struct ClientKey(string? Token, UInt128 Address)
{
    private const int PrefixBytes = 8;

    /// <summary>Whether this is a token.</summary>
    public bool IsToken => Token is not null;

    /// <summary>The client of a request whose token has been checked.</summary>
    public static ClientKey Of(HttpContext http) =>
        IsAuthenticated(http.User) && SignatureOf(http.Request) is { } token
            ? new ClientKey(token, default)
            : new ClientKey(null, Of(http.Connection.RemoteIpAddress));

    /// <summary>The part of an address that counts; 0 for a connection without one.</summary>
    public static UInt128 Of(IPAddress? address)
    {
        if (address is null)
            return default;
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        if (!address.IsIPv4MappedToIPv6 && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
            bytes[PrefixBytes..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static bool IsAuthenticated(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true;

    private static string? SignatureOf(HttpRequest request)
    {
        var token = request.Headers.Authorization is [{ Length: > 0 } header] ? header : request.Query[TokenInAddress.Parameter].ToString();
        return token.LastIndexOf('.') is var dot and >= 0 ? token[(dot + 1)..] : null;
    }
}
