using System.Buffers.Binary;
using System.Net;
using LiveParking.Gateway.Access;

namespace LiveParking.Gateway.Limits;

/// <summary>
/// Key under which requests are counted together: one valid token, or one address without a token. An IPv6 address counts as its /64, the smallest
/// network that a provider gives a customer.
/// </summary>
/// <param name="Token">The <see cref="AcceptedToken.Hash"/> of the token; null without a token.</param>
/// <param name="Address">The address, when there is no token; IPv4 is mapped to IPv6.</param>
internal readonly record struct ClientKey(string? Token, UInt128 Address)
{
    private const int PrefixBytes = 8;

    /// <summary>Whether the key is a token.</summary>
    public bool IsToken => Token is not null;

    /// <summary>The client of a request whose token has been validated. An unvalidated token in the request is ignored.</summary>
    public static ClientKey Of(HttpContext http) => http.User is TokenPrincipal user
        ? new ClientKey(user.Token.Hash, default)
        : new ClientKey(null, Of(http.Connection.RemoteIpAddress));

    /// <summary>The counted part of an address; 0 for a connection without one.</summary>
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
}
