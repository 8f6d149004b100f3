using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveParking.Gateway;

namespace LiveParking.GatewayTests;

/// <summary>One version everywhere: in the programs, the packages of the clients and the newest section of the list of changes.</summary>
public sealed partial class VersionTests
{
    [Fact]
    public void The_programs_the_clients_and_the_newest_changes_have_one_version()
    {
        var changes = Newest().Match(File.ReadAllText(Path.Combine(Repository.Top, "CHANGELOG.md"))).Groups[1].Value;

        var program = typeof(GatewayOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Assert.Equal(changes, program.Split('+')[0]);
        using var locks = Read("package-lock.json");
        foreach (var package in (string[])["typescript", "web"])
        {
            using var json = Read(package, "package.json");
            Assert.Equal(changes, json.RootElement.GetProperty("version").GetString());
            Assert.Equal(changes, locks.RootElement.GetProperty("packages").GetProperty(package).GetProperty("version").GetString());
        }
    }

    private static JsonDocument Read(params string[] path) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine([Repository.Top, "clients", .. path])));

    [GeneratedRegex(@"^## (\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex Newest();
}
