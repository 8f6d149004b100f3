using LiveParking.Gateway.Access;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LiveParking.Standalone;

/// <summary>What a person who started the system needs next.</summary>
internal static class Greeting
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromDays(30);

    public static void Print(WebApplication app, StandaloneOptions options)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var issuer = app.Services.GetRequiredService<TokenIssuer>();
        var page = (addresses.FirstOrDefault() ?? options.Urls).Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal);
        Console.WriteLine($"""

            Live Parking is running. State is kept in {options.DataFolder}.

              Page           {page}
              Operator link  {page}/#token={issuer.Issue(Role.Operator, ["*"], TokenLife)}
              Sensor token   {issuer.Issue(Role.Sensor, ["*"], TokenLife)}
              API            {page}/docs

            Ctrl-C stops it.
            """);
        if (options.Lan.Count > 0)
            Console.WriteLine(LanGreeting.Text(options.Lan, new Uri(page).Port));
    }
}
