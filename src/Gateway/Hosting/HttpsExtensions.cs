using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace LiveParking.Gateway.Hosting;

/// <summary>Serves <c>https://</c> addresses with the configured certificate. Without one, Kestrel's own settings apply.</summary>
internal static class HttpsExtensions
{
    public static IServiceCollection AddGatewayHttps(this IServiceCollection services)
    {
        services.AddSingleton<ServerCertificate>();
        services.AddHostedService(provider => provider.GetRequiredService<ServerCertificate>());
        services.AddOptions<KestrelServerOptions>().Configure<ServerCertificate>((server, certificate) =>
        {
            if (!certificate.IsSet)
                return;
            server.ConfigureHttpsDefaults(https =>
            {
                // Kestrel requires a selector. OnAuthenticate then replaces it by the certificate context, which also sends the intermediate certificates.
                https.ServerCertificateSelector = (_, _) => certificate.Current.TargetCertificate;
                https.OnAuthenticate = (_, handshake) =>
                {
                    handshake.ServerCertificateSelectionCallback = null;
                    handshake.ServerCertificateContext = certificate.Current;
                };
            });
        });
        return services;
    }

    /// <summary>Sends HSTS. Not on loopback, where other programs share the host.</summary>
    public static void UseGatewayHsts(this WebApplication app)
    {
        var days = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.HstsDays;
        if (days == 0)
            return;
        var value = string.Create(CultureInfo.InvariantCulture, $"max-age={days * 24 * 60 * 60}");
        app.Use((http, next) =>
        {
            // Also on error responses, whose headers are cleared.
            http.Response.OnStarting(() =>
            {
                if (http.Request.IsHttps && !Loopback.Is(http.Request.Host.Host))
                    http.Response.Headers.StrictTransportSecurity = value;
                return Task.CompletedTask;
            });
            return next(http);
        });
    }
}
