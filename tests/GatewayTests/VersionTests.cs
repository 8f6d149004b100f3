using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveParking.Gateway;

namespace LiveParking.GatewayTests;

/// <summary>One version everywhere: what the programs say of themselves, the page's package and the newest section of the list of changes.</summary>
public sealed partial class VersionTests
{
    [Fact]
    public void ThePrograms_ThePage_AndTheNewestChanges_HaveOneVersion()
    {
        var changes = Newest().Match(File.ReadAllText(Path.Combine(Repository.Top, "CHANGELOG.md"))).Groups[1].Value;

        var program = typeof(GatewayOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Assert.Equal(changes, program.Split('+')[0]);
        foreach (var file in (string[])["package.json", "package-lock.json"])
        {
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Top, "clients", "web", file)));
            Assert.Equal(changes, json.RootElement.GetProperty("version").GetString());
        }
    }

    [GeneratedRegex(@"^## (\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex Newest();
}
