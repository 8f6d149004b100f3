using System.Globalization;
using System.Reflection;
using LiveParking.Grains.Interfaces;

namespace LiveParking.UnitTests.Architecture;

/// <summary>The grain interfaces and their records, as .NET programs of this and later releases use them: they only grow.</summary>
public sealed class GrainContractTests
{
    private const string Folder = "tests/UnitTests/Architecture";
    private const string Name = "grain-contract.txt";

    [Fact]
    public async Task The_grain_contract_only_grows()
    {
        var kept = await File.ReadAllLinesAsync(Path.Combine(Repository.Top, Folder, Name));
        var current = Lines().ToList();

        var lost = kept.Except(current, StringComparer.Ordinal);
        Assert.True(!lost.Any(), $"Programs that were built against an earlier release need these lines of {Name}, which are gone or changed:\n{string.Join('\n', lost)}");
        var added = current.Except(kept, StringComparer.Ordinal);
        Assert.True(!added.Any(), $"New in the contract; add to {Folder}/{Name}, in this order, and to CHANGELOG.md:\n{string.Join('\n', added)}");
    }

    [Fact]
    public void Everything_that_goes_over_the_wire_has_an_alias()
    {
        var types = typeof(ParkingGrains).Assembly.GetExportedTypes();
        Assert.Empty(types.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null || type.IsAssignableTo(typeof(IGrain)))
            .Where(type => AliasOf(type).Length == 0).Select(type => type.Name));
        Assert.Empty(types.Where(type => type.IsAssignableTo(typeof(IGrain))).SelectMany(type => type.GetMethods())
            .Where(method => method.IsAbstract && AliasOf(method).Length == 0).Select(method => $"{method.DeclaringType!.Name}.{method.Name}"));
    }

    /// <summary>One line for each type, for each grain method and for each field of a record, with the names and numbers that go over the wire.</summary>
    private static IEnumerable<string> Lines() => typeof(ParkingGrains).Assembly.GetExportedTypes()
        .Where(type => AliasOf(type).Length > 0)
        .OrderBy(AliasOf, StringComparer.Ordinal)
        .SelectMany(type => (type.IsInterface ? Methods(type) : Fields(type)).Prepend($"{AliasOf(type)} is {KindOf(type)}"));

    private static string KindOf(Type type) => type switch
    {
        { IsInterface: true } => "a grain",
        { IsEnum: true } => "a word",
        _ when type.IsAssignableTo(typeof(Exception)) => $"an error, {type.BaseType!.Name}",
        _ => "a record",
    };

    private static IEnumerable<string> Methods(Type type) => type.GetMethods().Where(method => method.IsAbstract)
        .Select(method => $"{AliasOf(type)} {AliasOf(method)}"
            + $"{(method.GetCustomAttribute<IdempotentAttribute>() is { } idempotent ? $" [Idempotent{(idempotent.Unless is { } unless ? $" unless {unless}" : "")}]" : "")}"
            + $"({string.Join(", ", method.GetParameters().Select(parameter => $"{Text(parameter.ParameterType)} {parameter.Name}"))}) -> {Text(method.ReturnType)}")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Fields(Type type) => type.IsEnum
        ? Enum.GetNames(type).Select(name => $"{AliasOf(type)} {name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}")
        : type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Select(member => (Member: member, member.GetCustomAttribute<IdAttribute>()?.Id))
            .Where(field => field.Id is not null)
            .OrderBy(field => field.Id)
            .Select(field => $"{AliasOf(type)} {field.Id}: {Text(field.Member is PropertyInfo property ? property.PropertyType : ((FieldInfo)field.Member).FieldType)} {field.Member.Name}");

    /// <summary>The aliases of a type or method; empty when it has none.</summary>
    private static string AliasOf(MemberInfo member) => string.Join('|', member.GetCustomAttributes<AliasAttribute>(inherit: false).Select(alias => alias.Alias));

    private static string Text(Type type) => type switch
    {
        { IsArray: true } => $"{Text(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Text))}>",
        _ => type.Name,
    };
}
