namespace LiveParking.Gateway.Hosting;

/// <summary>The files of the certificate. They are reloaded when they change, without a restart.</summary>
public sealed class CertificateOptions
{
    /// <summary>A PEM file with the certificate and its intermediate certificates, or a PFX file that includes the key; null for none.</summary>
    public string? Path { get; set; }

    /// <summary>The PEM file of the key; null when it is in the file of the certificate.</summary>
    public string? KeyPath { get; set; }

    /// <summary>A file with the password of the key or of the PFX file; null when there is none.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>The errors of these options, each a sentence.</summary>
    internal IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        if (Path is null && (KeyPath ?? PasswordFile) is not null)
            faults.Add("Gateway:Certificate:Path is not set: it names the file of the certificate.");
        foreach (var (name, file) in new[] { (nameof(Path), Path), (nameof(KeyPath), KeyPath), (nameof(PasswordFile), PasswordFile) })
        {
            if (file is not null && !File.Exists(file))
                faults.Add($"Gateway:Certificate:{name} names '{file}', which is no file that can be read.");
        }

        if (faults.Count == 0 && Path is not null && CertificateFiles.Fault(this) is { } fault)
            faults.Add($"Gateway:Certificate:Path names '{Path}', which can't be used: {fault}");
        return faults;
    }
}
