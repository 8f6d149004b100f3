using System.Net.Sockets;

namespace LiveParking.Bench.Occupancy.Phones;

/// <summary>How phones connect to a server and subscribe to the location.</summary>
/// <param name="Port">Where it listens on loopback.</param>
/// <param name="Path">The path of its WebSocket.</param>
/// <param name="Phone">Makes the phone on an upgraded connection.</param>
internal sealed record Entrance(int Port, string Path, Func<Socket, PhoneCount, Phone> Phone);
