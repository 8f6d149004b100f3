namespace LiveParking.Gateway.Health;

/// <summary>A missing dependency of a gateway.</summary>
/// <param name="Reason">For people, without secrets.</param>
/// <param name="IsBlocking">Whether the gateway can't serve without it. Otherwise the gateway stays ready and reports the reason.</param>
public sealed record ReadinessFault(string Reason, bool IsBlocking);
