using System.Reflection;
using System.Xml.Linq;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;

namespace LiveParking.UnitTests.Architecture;

/// <summary>The walls between the projects: docs/architecture.md shows the same arrows.</summary>
public sealed class WallTests
{
    /// <summary>What each project may reference, besides packages.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["LiveStreams"] = [],
        ["OpeningHours"] = [],
        ["EmbeddedStore"] = [],
        ["Grains.Interfaces"] = ["LiveStreams"],
        ["Tokens"] = ["Grains.Interfaces", "LiveStreams"],
        ["Telemetry"] = ["Hosting", "Grains.Interfaces", "LiveStreams"],
        ["Notifications"] = ["Grains.Interfaces", "LiveStreams"],
        ["Grains"] = ["Grains.Interfaces", "LiveStreams", "Notifications", "OpeningHours", "Tokens"],
        ["Cameras"] = ["Grains.Interfaces", "LiveStreams"],
        ["Hosting"] = ["Grains.Interfaces", "LiveStreams"],
        ["Backups"] = ["Hosting", "Tokens"],
        ["Demo"] = ["Cameras", "Grains.Interfaces", "LiveStreams"],
        ["Gateway"] = ["Hosting", "Telemetry", "Tokens", "Grains.Interfaces", "LiveStreams"],
        ["Silo"] = ["Backups", "Hosting", "Telemetry", "Grains", "Notifications", "Tokens", "Cameras", "Demo", "Grains.Interfaces", "LiveStreams"],
        ["Standalone"] = ["Backups", "Hosting", "Telemetry", "Grains", "Notifications", "Tokens", "Cameras", "Demo", "Gateway", "EmbeddedStore", "Grains.Interfaces", "LiveStreams"],
    };

    /// <summary>Words of parking that the transport must not know.</summary>
    private static readonly string[] ParkingWords = ["parking lot", "car", "level", "camera", "occupancy", "location", "sensor"];

    private static readonly string Source = Path.Combine(Repository.Top, "src");

    public static TheoryData<string> Projects { get; } = new(Allowed.Keys);

    [Fact]
    public void Every_project_has_a_place_in_the_picture() =>
        Assert.Equal(Allowed.Keys.Order(), Directory.GetDirectories(Source).Select(folder => Path.GetFileName(folder)!).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_references_only_what_the_picture_shows(string project)
    {
        var references = Xml(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.Empty(references.Except(Allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_uses_only_what_the_picture_shows(string project)
    {
        var used = Load(project).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("LiveParking.", StringComparison.Ordinal));
        Assert.Empty(used.Except(Allowed[project].Select(name => $"LiveParking.{name}")));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_cameras_and_the_demo_use_open_CV(string project)
    {
        var isAllowed = project is "Cameras" or "Demo";
        Assert.Equal(isAllowed, Load(project).GetReferencedAssemblies().Any(name => name.Name!.StartsWith("OpenCvSharp", StringComparison.Ordinal)));
        Assert.True(isAllowed || !Xml(project).Descendants("PackageReference").Any(package => package.Attribute("Include")!.Value.StartsWith("OpenCvSharp", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("LiveStreams")]
    [InlineData("OpeningHours")]
    [InlineData("Grains.Interfaces")]
    [InlineData("Grains")]
    [InlineData("Notifications")]
    [InlineData("Tokens")]
    [InlineData("Cameras")]
    [InlineData("Demo")]
    [InlineData("EmbeddedStore")]
    public void What_is_not_a_program_knows_no_web_server(string project)
    {
        // The connection abstractions are Orleans' and those of the embedded store.
        Assert.DoesNotContain(
            Load(project).GetReferencedAssemblies(),
            name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && name.Name != "Microsoft.AspNetCore.Connections.Abstractions");
    }

    [Fact]
    public void No_type_has_the_name_of_a_project()
    {
        var clashes = Allowed.Keys.SelectMany(project => Load(project).GetTypes()).Where(type => Allowed.ContainsKey(type.Name) && !type.IsNested);
        Assert.Empty(clashes);
    }

    [Fact]
    public void The_transport_has_no_word_of_parking()
    {
        var names = Load("LiveStreams").GetTypes().SelectMany(type => type.GetMembers((BindingFlags)(-1)).Select(member => member.Name).Append(type.Name));
        Assert.DoesNotContain(names, name => ParkingWords.Any(word => Words(name).Contains(word, StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public void The_folders_of_the_gateway_have_no_cycles()
    {
        var gateway = new ArchLoader().LoadAssembly(Load("Gateway")).Build();
        SliceRuleDefinition.Slices().Matching("LiveParking.Gateway.(*)").Should().BeFreeOfCycles().Check(gateway);
    }

    private static XDocument Xml(string project) => XDocument.Load(Path.Combine(Source, project, $"{project}.csproj"));

    private static Assembly Load(string project) => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"LiveParking.{project}.dll"));

    /// <summary>The words of a name in Pascal case.</summary>
    private static IEnumerable<string> Words(string name)
    {
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && !char.IsUpper(name[i]) && char.IsLetterOrDigit(name[i]))
                continue;
            yield return name[start..i].Trim('_', '<', '>', '.');
            start = i;
        }
    }
}
