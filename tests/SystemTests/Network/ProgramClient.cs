using System.Net;
using System.Security.Cryptography.X509Certificates;
using LiveParking.Grains.Interfaces;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace LiveParking.SystemTests.Network;

/// <summary>A .NET program that connects to a cluster with mutual TLS, as the guide for integrators says.</summary>
internal sealed class ProgramClient : IAsyncDisposable
{
    private readonly IHost _host;

    private ProgramClient(IHost host) => _host = host;

    /// <summary>Calls grains.</summary>
    public IClusterClient Grains => _host.Services.GetRequiredService<IClusterClient>();

    /// <summary>Connects.</summary>
    /// <param name="silo">The port for clients of a central silo, on loopback.</param>
    /// <param name="certificate">The settings of the program's certificate.</param>
    /// <param name="token">Its token; null for none.</param>
    public static async Task<ProgramClient> ConnectAsync(int silo, IReadOnlyDictionary<string, string?> certificate, Func<string>? token)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(certificate["Cluster__Tls__Authority"]!);
        var own = X509Certificate2.CreateFromPemFile(certificate["Cluster__Tls__Certificate"]!, certificate["Cluster__Tls__Key"]!);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, silo));
            client.Configure<ClusterOptions>(cluster => cluster.ServiceId = cluster.ClusterId = "live-parking");
            client.AddLiveStreams(ParkingStreams.Register);
            client.UseTls(own, tls =>
            {
                tls.RemoteCertificateValidation = (remote, chain, _) => remote is not null && Trusts(remote, authority);
                tls.OnAuthenticateAsClient = (_, options) => options.TargetHost = "live-parking";
            });
            if (token is not null)
                client.UseLiveParkingToken(token);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new ProgramClient(host);
    }

    /// <summary>What the program has, for whoever forges with it.</summary>
    public IServiceProvider Services => _host.Services;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static bool Trusts(X509Certificate2 remote, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(remote);
    }
}
