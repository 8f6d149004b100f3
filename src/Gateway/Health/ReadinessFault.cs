namespace LiveParking.Gateway.Health;

/// <summary>Something that a gateway needs and does not have.</summary>
/// <param name="Reason">For people, without secrets.</param>
/// <param name="IsBlocking">Whether the gateway can't serve without it. Otherwise it stays ready, and tells the reason.</param>
public sealed record ReadinessFault(string Reason, bool IsBlocking);
