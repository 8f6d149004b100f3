namespace LiveParking.GatewayTests;

/// <summary>A hub protocol.</summary>
public enum Protocol
{
    Json = 0,
    MessagePack = 1,
}
