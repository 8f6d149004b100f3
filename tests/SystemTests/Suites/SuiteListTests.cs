using System.Reflection;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Suites;

/// <summary>Holes 11 and 12: what <c>./test --list</c> names is all that there is, and the long proofs are among it.</summary>
public sealed class SuiteListTests
{
    /// <summary>The proof itself, tests/Soak/CleanMachine, makes a minimal root and takes minutes: <c>./test soak CleanMachine</c>.</summary>
    [Fact]
    [Trait("Hole", "11")]
    public async Task The_proof_on_a_clean_machine_is_listed_and_can_be_run()
    {
        Assert.Contains("CleanMachine", await NamesAsync("soak:"));
        var mode = File.GetUnixFileMode(Path.Combine(Repository.Top, "tests", "Soak", "CleanMachine", "run"));
        Assert.True(mode.HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    [Trait("Hole", "12")]
    public async Task Every_suite_and_every_long_proof_is_listed()
    {
        var projects = Directory.EnumerateFiles(Path.Combine(Repository.Top, "tests"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("IsTestProject", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(projects.Concat(["Page", "App", "Browser", "Quality"]).Order(StringComparer.Ordinal), (await NamesAsync("suites:")).Order(StringComparer.Ordinal));

        var proofs = typeof(SuiteListTests).Assembly.GetTypes()
            .Where(type => type.GetCustomAttributesData().Any(IsSoak) || type.GetMethods().Any(method => method.GetCustomAttributesData().Any(IsSoak)))
            .Select(type => type.Name).ToList();
        Assert.NotEmpty(proofs);
        Assert.Subset((await NamesAsync("soak:")).ToHashSet(), proofs.ToHashSet());
    }

    [Fact]
    [Trait("Hole", "12")]
    public async Task A_name_that_is_not_listed_is_refused_with_the_list()
    {
        var (code, said) = await TestAsync("soak", "NoSuchProof");
        Assert.Equal(2, code);
        Assert.Contains(said, line => line.Contains("NoSuchProof", StringComparison.Ordinal));
        Assert.Contains(said, line => line.StartsWith("soak:", StringComparison.Ordinal));
    }

    private static bool IsSoak(CustomAttributeData attribute) =>
        attribute.AttributeType == typeof(TraitAttribute) && attribute.ConstructorArguments is [{ Value: "Category" }, { Value: "Soak" }];

    private static async Task<IReadOnlyList<string>> NamesAsync(string kind)
    {
        var (code, said) = await TestAsync("--list");
        Assert.Equal(0, code);
        return said.Single(line => line.StartsWith(kind, StringComparison.Ordinal))[kind.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<(int Code, IReadOnlyList<string> Said)> TestAsync(params IEnumerable<string> arguments)
    {
        await using var test = await Child.StartAsync("test", Repository.Top, [Path.Combine(Repository.Top, "test"), .. arguments]);
        var code = await test.ExitAsync();
        return (code, [.. test.Output, .. test.Errors]);
    }
}
