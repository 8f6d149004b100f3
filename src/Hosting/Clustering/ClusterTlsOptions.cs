namespace LiveParking.Hosting.Clustering;

/// <summary>
/// Mutual TLS between the processes of a cluster. All three are set, or none. The organizational unit (<c>OU</c>) of a certificate says what its process
/// is: see <see cref="ClusterRole"/>.
/// </summary>
public sealed class ClusterTlsOptions
{
    /// <summary>The file with the certificate of this process, in PEM.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The file with its private key, in PEM.</summary>
    public string Key { get; set; } = "";

    /// <summary>The file with the certificates of the authority that signs those of all processes, in PEM. No other authority is trusted.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Whether it is used.</summary>
    public bool IsSet => Certificate.Length + Key.Length + Authority.Length > 0;

    /// <summary>The errors, each a sentence.</summary>
    public IEnumerable<string> Faults()
    {
        if (!IsSet)
            yield break;
        var missing = new[] { (nameof(Certificate), Certificate), (nameof(Key), Key), (nameof(Authority), Authority) }.Where(file => file.Item2.Length == 0).ToList();
        foreach (var (name, _) in missing)
            yield return $"Cluster:Tls:{name} is needed: mutual TLS takes a certificate, its key and the authority, each a file in PEM.";
        if (missing.Count == 0 && ClusterCertificate.Fault(this) is { } fault)
            yield return fault;
    }
}
