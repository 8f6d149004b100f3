using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>
/// Where a gateway may listen. Plain HTTP beyond loopback carries tokens that anybody on the way can read: it is served only when the operator says
/// that this is meant, or names the proxies that end TLS. HTTPS needs a certificate.
/// </summary>
/// <param name="configuration">The program's configuration, which says where to listen.</param>
internal sealed class ListenRules(IConfiguration configuration) : IValidateOptions<GatewayOptions>
{
    /// <summary>Marks the certificate of <c>dotnet dev-certs</c>, which the server takes when there is no other.</summary>
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

    /// <summary>As the server finds them: endpoints of Kestrel, or addresses, or ports.</summary>
    private IEnumerable<Endpoint> Endpoints()
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => new Endpoint(endpoint["Url"] ?? "", endpoint.GetSection("Certificate").Exists())).ToList();
        if (endpoints.Count > 0)
            return endpoints;
        var urls = configuration["urls"] is { Length: > 0 } given
            ? Split(given)
            : Split(configuration["http_ports"]).Select(port => $"http://*:{port}").Concat(Split(configuration["https_ports"]).Select(port => $"https://*:{port}"));
        return urls.Select(url => new Endpoint(url, HasCertificate: false));
    }

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

    /// <param name="Url">As it was set.</param>
    /// <param name="HasCertificate">Whether it has one of its own.</param>
    private sealed record Endpoint(string Url, bool HasCertificate)
    {
        /// <summary>The parts of the address; null when the server will refuse it.</summary>
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
