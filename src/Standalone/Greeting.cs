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

    public static async Task PrintAsync(WebApplication app, StandaloneOptions options)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var page = (addresses.FirstOrDefault() ?? options.Urls).Replace("//0.0.0.0:", "//localhost:", StringComparison.Ordinal);
        var access = await AccessAsync(page, options, app.Services.GetRequiredService<IssuerKeys>());
        Console.WriteLine($"""

            Live Parking is running. State is kept in {options.DataFolder}.

              Page           {page}
            {access}
              API            {page}/docs

            Ctrl-C stops it.
            """);
        if (options.Lan.Count > 0)
            Console.WriteLine(LanGreeting.Text(options.Lan, new Uri(page).Port));
    }

    /// <summary>Tokens are printed only for a person at a terminal: redirected output ends up in logs and files.</summary>
    private static async Task<string> AccessAsync(string page, StandaloneOptions options, IssuerKeys keys)
    {
        if (Console.IsOutputRedirected)
        {
            return $"""
                  Operator link  {page}/#token=TOKEN, where TOKEN is what this prints: {Command(options, "operator")}
                  Sensor token   Printed by: {Command(options, "sensor")}
                """;
        }

        var (manager, sensor) = (Issue(Role.Operator), Issue(Role.Sensor));
        await keys.Ledger.AppendAsync([new TokenLedgerEntry(Issued: manager.Record), new TokenLedgerEntry(Issued: sensor.Record)]);
        return $"""
              Operator link  {page}/#token={manager.Token}
              Sensor token   {sensor.Token}
                             Both are good for {TokenLife.TotalHours:0} hours; others: {Command(options, "sensor")}
            """;

        IssuedToken Issue(Role role) => keys.Issuer.Issue(new TokenRequest(role, TokenLife), TokenCommand.Author);
    }

    /// <summary>The command that prints a token for this system.</summary>
    private static string Command(StandaloneOptions options, string role)
    {
        var isDefault = options.DataFolder == Path.GetFullPath(StandaloneCommand.DefaultDataFolder);
        var data = isDefault ? "" : $" --data '{options.DataFolder.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        return $"./run token --role {role}{data}";
    }
}
