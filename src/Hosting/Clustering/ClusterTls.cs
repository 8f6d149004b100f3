using System.Security.Authentication;
using LiveParking.Hosting.Clustering.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Configuration;
using Orleans.Connections.Security;
using Orleans.Hosting;

namespace LiveParking.Hosting.Clustering;

/// <summary>Mutual TLS on the connections of a silo or a client, and proofs of what a process is on its calls.</summary>
internal static class ClusterTls
{
    private static readonly ClusterRole[] Silos = [ClusterRole.Central, ClusterRole.Site];
    private static readonly ClusterRole[] Clients = [ClusterRole.Gateway, ClusterRole.Integrator];
    private static readonly ClusterRole[] Central = [ClusterRole.Central];

    /// <summary>Silos talk to silos; clients come to the port for clients.</summary>
    public static void Apply(ISiloBuilder silo, ClusterTlsOptions options)
    {
        if (!options.IsSet)
            return;
        var certificate = ClusterCertificate.Load(options);
        silo.Configure<SiloConnectionOptions>(connections =>
        {
            connections.ConfigureSiloInboundConnection(connection => connection.UseServerTls(Options(certificate, Silos)));
            connections.ConfigureSiloOutboundConnection(connection => connection.UseClientTls(Options(certificate, Silos)));
            connections.ConfigureGatewayInboundConnection(connection =>
            {
                connection.UseServerTls(Options(certificate, Clients));
                connection.UseClientIdentityCheck();
            });
        });
        AddProofs(silo.Services, certificate);
        silo.AddOutgoingGrainCallFilter<ProvenCallFilter>();
        // In front of all other filters: what is refused has no effect, and is in no audit trail.
        silo.Services.Insert(0, ServiceDescriptor.Singleton<IIncomingGrainCallFilter, CallGuard>());
    }

    /// <summary>A client talks to central silos only.</summary>
    public static void Apply(IClientBuilder client, ClusterTlsOptions options)
    {
        if (!options.IsSet)
            return;
        var certificate = ClusterCertificate.Load(options);
        client.Configure<ClientConnectionOptions>(connections =>
            connections.ConfigureConnection(connection => connection.UseClientTls(Options(certificate, Central))));
        AddProofs(client.Services, certificate);
        client.AddOutgoingGrainCallFilter<ProvenCallFilter>();
    }

    private static void AddProofs(IServiceCollection services, ClusterCertificate certificate)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(certificate);
        services.AddSingleton<ProcessProofs>();
    }

    private static TlsOptions Options(ClusterCertificate certificate, IReadOnlyCollection<ClusterRole> roles) => new()
    {
        LocalCertificate = certificate.Own,
        RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
        ClientCertificateMode = RemoteCertificateMode.RequireCertificate,
        SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidation = (remote, _, errors) => certificate.Admits(remote, roles, errors),
        // A process has no name here: its certificate says its role, and the authority is the cluster's own.
        OnAuthenticateAsClient = (_, authentication) => authentication.TargetHost = "live-parking",
    };
}
