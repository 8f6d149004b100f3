using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Hosting.Clustering;
using LiveParking.SystemTests.Processes;
using Microsoft.Extensions.Hosting;

namespace LiveParking.SystemTests.Integrators;

/// <summary>The packages of a .NET integrator: built, taken from a folder, and used by the example of the guide.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string[] Projects = ["LiveStreams", "Grains.Interfaces"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_example_of_the_guide_runs_with_the_packages_from_a_folder()
    {
        await using var redis = new RedisServer();
        await redis.StartAsync();
        await using var silo = new LiveProgram(
            "silo",
            "Silo",
            _folder.Path,
            ["--role", "central", "--silo-port", Text(FreePort.Next()), "--gateway-port", Text(FreePort.Next())],
            new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = redis.ConnectionString });
        await silo.StartAsync();
        await PackAsync();
        await MakeLevelAsync(redis.ConnectionString);
        MakeProgram(redis.ConnectionString);
        await RunAsync("build", "dotnet", "build", "--nologo", "-v", "quiet", "-o", _folder["out"]);

        await using var program = await Child.StartAsync("example", _folder["app"], ["dotnet", Path.Combine(_folder["out"], "Example.dll")]);
        await program.OutputLineAsync(line => line.EndsWith("of 150 free", StringComparison.Ordinal), "the newest status comes at once");
        await program.OutputLineAsync(line => line == "Accepted", "the entry is stored");
        await program.OutputLineAsync(line => line == "Upper Basement: 149 of 150 free", "the change comes on the stream");
        program.Interrupt();
        Assert.Equal(0, await program.ExitAsync());
    }

    [Fact]
    public async Task A_package_brings_its_readme_its_licence_and_its_symbols()
    {
        await PackAsync();
        foreach (var project in Projects)
        {
            await using var package = await ZipFile.OpenReadAsync(Assert.Single(Directory.GetFiles(_folder["feed"], $"LiveParking.{project}.*.nupkg")));
            Assert.Contains(package.Entries, entry => entry.FullName == "README.md");
            Assert.Contains(package.Entries, entry => entry.FullName == $"lib/net10.0/LiveParking.{project}.xml");
            using var reader = new StreamReader(await package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).OpenAsync());
            var about = await reader.ReadToEndAsync();
            Assert.Contains("<license type=\"expression\">MIT</license>", about, StringComparison.Ordinal);
            Assert.Contains("<readme>README.md</readme>", about, StringComparison.Ordinal);
            await using var symbols = await ZipFile.OpenReadAsync(Assert.Single(Directory.GetFiles(_folder["feed"], $"LiveParking.{project}.*.snupkg")));
            Assert.Contains(symbols.Entries, entry => entry.Name == $"LiveParking.{project}.pdb");
        }
    }

    private async Task PackAsync()
    {
        foreach (var project in Projects)
        {
            await RunAsync(
                $"pack-{project}", "dotnet", "pack", Path.Combine(Repository.Top, "src", project), "-c", "Debug", "--no-build", "--nologo", "-v", "quiet", "-o", _folder["feed"]);
        }
    }

    /// <summary>Packages come from the folder, and all others from where this machine has them.</summary>
    private void MakeProgram(string redis)
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Top, "docs", "integrators.md"));
        var start = guide.IndexOf("```csharp", StringComparison.Ordinal) + "```csharp".Length;
        var example = guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)];
        Assert.Contains("localhost:6379", example, StringComparison.Ordinal);
        var version = typeof(ParkingStreams).Assembly.GetName().Version!.ToString(3);
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(_folder["app"]);
        File.WriteAllText(Path.Combine(_folder["app"], "Program.cs"), example.Replace("localhost:6379", redis, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(_folder["app"], "Example.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="LiveParking.Grains.Interfaces" Version="{version}" />
                <PackageReference Include="Microsoft.Orleans.Client" Version="{VersionOf("Microsoft.Orleans.Client")}" />
                <PackageReference Include="Microsoft.Orleans.Clustering.Redis" Version="{VersionOf("Microsoft.Orleans.Clustering.Redis")}" />
                <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.*" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(_folder["app"], "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder["packages"]}" /></config>
              <fallbackPackageFolders><add key="machine" value="{packages}" /></fallbackPackageFolders>
              <packageSources><add key="folder" value="{_folder["feed"]}" /></packageSources>
            </configuration>
            """);
    }

    private static string VersionOf(string package) => XDocument.Load(Path.Combine(Repository.Top, "Directory.Packages.props"))
        .Descendants("PackageVersion").Single(version => version.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    private static async Task MakeLevelAsync(string redis)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client => client.UseLiveParkingClustering(redis));
        using var host = builder.Build();
        await Eventually.HoldsAsync(
            async () =>
            {
                await host.StartAsync();
                return true;
            },
            "the silo is reached");
        var location = host.Services.GetRequiredService<IClusterClient>().GetLocation("pakuwon-basement");
        await location.ConfigureAsync(new LocationSettings("Pakuwon Mall Basement"));
        await location.ConfigureLevelAsync(
            "upper-basement", new LevelSettings("Upper Basement", CountingMode.Gates, new Dictionary<string, int> { ["standard"] = 150 }));
        await host.StopAsync();
    }

    private async Task RunAsync(string name, params string[] command)
    {
        var folder = Directory.Exists(_folder["app"]) ? _folder["app"] : _folder.Path;
        await using var child = await Child.StartAsync(name, folder, command);
        Assert.True(await child.ExitAsync(TimeSpan.FromMinutes(3)) == 0, child.Tail());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
