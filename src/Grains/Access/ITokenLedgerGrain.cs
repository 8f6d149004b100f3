using LiveParking.Grains.Interfaces.Access;

namespace LiveParking.Grains.Access;

/// <summary>How a central silo exchanges entries with its <see cref="Tokens.TokenLedgerFile"/>. Implemented by the issuer; its key is <see cref="ITokenIssuerGrain.Key"/>.</summary>
[Alias("live-parking.ITokenLedgerGrain")]
internal interface ITokenLedgerGrain : IGrainWithStringKey
{
    /// <summary>Takes over what the command line has issued and revoked. Entries that are known change nothing.</summary>
    [Alias("ImportAsync")]
    Task ImportAsync(IReadOnlyList<TokenRecord> issued, IReadOnlyList<TokenRevocation> revoked);

    /// <summary>All entries, when the version is not the known one.</summary>
    [Alias("ExportAsync")]
    Task<TokenLedgerCopy?> ExportAsync(long knownVersion);
}

/// <summary>The entries of the issuer.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Issued">The tokens that have not expired.</param>
/// <param name="Revoked">What was revoked.</param>
[GenerateSerializer, Immutable, Alias("live-parking.TokenLedgerCopy")]
internal sealed record TokenLedgerCopy(
    [property: Id(0)] long Version, [property: Id(1)] IReadOnlyList<TokenRecord> Issued, [property: Id(2)] IReadOnlyList<TokenRevocation> Revoked);
