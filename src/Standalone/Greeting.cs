using LiveParking.Gateway.Access;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Tokens;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LiveParking.Standalone;

/// <summary>The text with the next steps for a person who started the system.</summary>
internal static class Greeting
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(12);

    public static void Print(WebApplication app, StandaloneOptions options)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var page = (addresses.FirstOrDefault() ?? options.Urls).Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal);
        Console.WriteLine($"""

            Live Parking is running. State is kept in {options.DataFolder}.

              Page           {page}
            {Access(page, options, app.Services.GetRequiredService<IssuerKeys>().Issuer)}
              API            {page}/docs

            Ctrl-C stops it.
            """);
        if (options.Lan.Count > 0)
            Console.WriteLine(LanGreeting.Text(options.Lan, new Uri(page).Port));
    }

    /// <summary>Tokens are printed only for a person at a terminal: redirected output ends up in logs and files.</summary>
    private static string Access(string page, StandaloneOptions options, TokenIssuer issuer) => Console.IsOutputRedirected
        ? $"""
              Operator link  {page}/#token=TOKEN, where TOKEN is what this prints: {Command(options, "operator")}
              Sensor token   Printed by: {Command(options, "sensor")}
            """
        : $"""
              Operator link  {page}/#token={issuer.Issue(Role.Operator, ["*"], TokenLife)}
              Sensor token   {issuer.Issue(Role.Sensor, ["*"], TokenLife)}
                             Both are good for {TokenLife.TotalHours:0} hours; others: {Command(options, "sensor")}
            """;

    /// <summary>The command that prints a token for this system.</summary>
    private static string Command(StandaloneOptions options, string role)
    {
        var isDefault = options.DataFolder == Path.GetFullPath(StandaloneCommand.DefaultDataFolder);
        var data = isDefault ? "" : $" --data '{options.DataFolder.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        return $"./run token --role {role}{data}";
    }
}
