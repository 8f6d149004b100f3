using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Checks the listen addresses. Plain HTTP on an address other than loopback exposes tokens. It is allowed only with <c>Gateway:Insecure</c> or with
/// <c>Gateway:TrustedProxies</c>, the proxies that terminate TLS. HTTPS needs a certificate.
/// </summary>
/// <param name="configuration">The program's configuration with the listen addresses.</param>
internal sealed class ListenRules(IConfiguration configuration) : IValidateOptions<GatewayOptions>
{
    /// <summary>Marks the certificate of <c>dotnet dev-certs</c>, which the server uses when there is no other.</summary>
    private const string DevelopmentCertificate = "1.3.6.1.4.1.311.84.1.1";

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        List<string> faults = [];
        if (!options.Insecure && options.TrustedProxies.Count == 0 && Endpoints().FirstOrDefault(IsOpen) is { } open)
        {
            faults.Add($"{open.Url} is not encrypted and other machines can reach it: add --insecure if that is meant, Gateway:TrustedProxies with the "
                + "addresses of the proxies that end TLS, or listen on https:// with Gateway:Certificate:Path.");
        }

        if (options.Certificate.Path is null && Endpoints().FirstOrDefault(HasNoCertificate) is { } bare)
            faults.Add($"{bare.Url} needs a certificate: set Gateway:Certificate:Path, and Gateway:Certificate:KeyPath for its key.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>The endpoints that the server will use: Kestrel endpoints, URLs, or ports. When URLs override endpoints, both are checked.</summary>
    private IEnumerable<Endpoint> Endpoints()
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => new Endpoint(endpoint["Url"] ?? "", endpoint.GetSection("Certificate").Exists())).ToList();
        if (endpoints.Count > 0 && !PrefersAddresses())
            return endpoints;
        var urls = configuration["urls"] is { Length: > 0 } given
            ? Split(given)
            : Split(configuration["http_ports"]).Select(port => $"http://*:{port}").Concat(Split(configuration["https_ports"]).Select(port => $"https://*:{port}"));
        return endpoints.Concat(urls.Select(url => new Endpoint(url, HasCertificate: false)));
    }

    private bool PrefersAddresses() =>
        configuration[WebHostDefaults.PreferHostingUrlsKey] is { } prefers && (prefers == "1" || (bool.TryParse(prefers, out var isTrue) && isTrue));

    private static string[] Split(string? list) => (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsOpen(Endpoint endpoint) =>
        endpoint.Address is { } address && address.Scheme == Uri.UriSchemeHttp && !address.IsUnixPipe && !Loopback.Is(address.Host);

    private bool HasNoCertificate(Endpoint endpoint) =>
        endpoint is { HasCertificate: false, Address.Scheme: "https" } && !configuration.GetSection("Kestrel:Certificates:Default").Exists() && !HasDevelopmentCertificate();

    private static bool HasDevelopmentCertificate()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser, OpenFlags.ReadOnly);
        return store.Certificates.Any(certificate => certificate.Extensions.Any(extension => extension.Oid?.Value == DevelopmentCertificate));
    }

    /// <param name="Url">The configured value.</param>
    /// <param name="HasCertificate">Whether the endpoint has its own certificate.</param>
    private sealed record Endpoint(string Url, bool HasCertificate)
    {
        /// <summary>The parsed address; null when the server will reject it.</summary>
        public BindingAddress? Address
        {
            get
            {
                try
                {
                    return BindingAddress.Parse(Url);
                }
                catch (FormatException)
                {
                    return null;
                }
            }
        }
    }
}
