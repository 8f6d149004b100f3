using System.Net;
using System.Reflection;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Interfaces.Notifications;
using LiveParking.Grains.Interfaces.Quarantine;
using LiveParking.Hosting.Clustering.Calls;
using LiveParking.LiveStreams;
using Orleans.Runtime;

namespace LiveParking.SystemTests.Network;

/// <summary>
/// Which grain methods of the contract a program may call, tried with a client of Orleans in a cluster with mutual TLS. <c>docs/grain-access.md</c> holds what
/// was found.
/// </summary>
[Collection(GrainDoorSuite.Name)]
public sealed class GrainAccessTableTests(GrainDoor door)
{
    private const string Document = "docs/grain-access.md";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, string? Role, bool IsForeign)[] Callers =
    [
        ("nobody", null, false), ("viewer", "viewer", false), ("viewer elsewhere", "viewer", true), ("sensor", "sensor", false), ("sensor elsewhere", "sensor", true),
        ("operator", "operator", false), ("operator elsewhere", "operator", true), ("admin", "admin", false), ("admin everywhere", "admin", false), (Site, null, false),
    ];

    private const string Site = "a site";

    [Fact]
    public async Task Every_grain_method_answers_every_program_as_the_table_says()
    {
        var answers = new List<string[]>();
        foreach (var (name, role, isForeign) in Callers)
        {
            string[] place = name == "admin everywhere" ? [] : ["--location", isForeign ? GrainDoor.Elsewhere : GrainDoor.Location];
            await using var program = await door.ConnectAsync(role is null ? null : await door.TokenAsync(role, place));
            var column = new List<string>();
            foreach (var method in Methods())
                column.Add(await TryAsync(program.Grains, method, name == Site));
            var level = new LevelKey(GrainDoor.Location, "upper");
            column.Add(await TrySubscribeAsync(program.Grains, program.Grains.GetLevel(level), ParkingStreams.LevelStatus(level), name == Site));
            column.Add(await TrySubscribeAsync(program.Grains, program.Grains.GetLocation(GrainDoor.Location), ParkingStreams.LocationStatus(GrainDoor.Location), name == Site));
            column.Add(await TrySubscribeAsync(program.Grains, program.Grains.GetCamera(GrainDoor.Camera), ParkingStreams.Frames(GrainDoor.Camera, CameraRung.Low), name == Site));
            SentProof.SendAlong(null);
            answers.Add([.. column]);
        }

        var rows = Methods().Select(method => $"`{method.DeclaringType!.Name}.{method.Name}`").Concat(["live stream of a level", "live stream of a location", "live stream of a camera"]);
        var lines = rows.Select((row, i) => $"| {row} | {string.Join(" | ", answers.Select(column => column[i]))} |");
        var text = $"""
            # What .NET programs may call

            In a cluster with mutual TLS. Written by a test, which tries every cell with a client of Orleans: `tests/SystemTests/Network/GrainAccessTableTests.cs`. The grains are those of one location; "elsewhere" is a token for another one. `yes`: it was
            done; `unauthorized`, `forbidden`: it was refused. "A site" is whoever has the certificate of a site for this location. Gateways and central silos may call all of them. How a program connects: [for .NET integrators](integrators.md).

            | grain method | {string.Join(" | ", Callers.Select(caller => caller.Name))} |
            |---|{string.Concat(Enumerable.Repeat("---|", Callers.Length))}
            {string.Join('\n', lines)}

            """.ReplaceLineEndings("\n");
        await GeneratedDocument.RequireAsync(Document, text);
    }

    private static IEnumerable<MethodInfo> Methods() => typeof(ParkingGrains).Assembly.GetExportedTypes()
        .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .SelectMany(type => type.GetMethods().Where(method => method.IsAbstract).OrderBy(method => method.Name, StringComparer.Ordinal));

    private async Task<string> TryAsync(IClusterClient grains, MethodInfo method, bool asSite)
    {
        var type = method.DeclaringType!;
        var grain = grains.GetGrain(type, KeyOf(type));
        if (asSite)
            SentProof.SendAlong(ForgedProof.Of(door.Certificates, "site", type == typeof(ICameraGrain) ? CallTarget.Camera : CallTarget.Central, GrainDoor.Location));
        try
        {
            await (Task)method.Invoke(grain, [.. method.GetParameters().Select(parameter => Argument(method, parameter))])!;
            return "yes";
        }
        catch (ParkingException refused) when (refused is UnauthorizedException or ForbiddenException)
        {
            return refused.Code;
        }
        catch (ParkingException answered)
        {
            // The call reached the grain, which found a fault in the sample.
            Assert.Fail($"{type.Name}.{method.Name}: {answered.Message}");
            throw;
        }
    }

    /// <summary>Subscribes as a receiver of live streams does. A level and a location answer with their status.</summary>
    private async Task<string> TrySubscribeAsync(IClusterClient grains, IGrain producer, StreamId stream, bool asSite)
    {
        if (asSite)
            SentProof.SendAlong(ForgedProof.Of(door.Certificates, "site", producer is ICameraGrain ? CallTarget.Camera : CallTarget.Central, GrainDoor.Location));
        var receiver = new CountingReceiver();
        var (reference, id) = (grains.CreateObjectReference<ILiveReceiver>(receiver), Guid.NewGuid());
        var extension = producer.AsReference<ILiveProducerExtension>();
        try
        {
            var reply = await extension.SubscribeAsync(stream, id, 1, reference);
            Assert.NotNull(reply.Newest);
            await extension.UnsubscribeAsync(id, 1);
            return "yes";
        }
        catch (ParkingException refused) when (refused is UnauthorizedException or ForbiddenException)
        {
            return refused.Code;
        }
        finally
        {
            GC.KeepAlive(receiver);
        }
    }

    private static string KeyOf(Type grain) => grain.Name switch
    {
        nameof(ILevelGrain) or nameof(ILevelHistoryGrain) or nameof(ICorrectionLedgerGrain) => $"{GrainDoor.Location}/upper",
        nameof(ILocationGrain) or nameof(ILocationCamerasGrain) or nameof(ILocationAlarmsGrain) => GrainDoor.Location,
        nameof(ICameraGrain) => GrainDoor.Camera,
        nameof(ICatalogGrain) => ICatalogGrain.Key,
        nameof(IOverviewGrain) => IOverviewGrain.Key,
        nameof(INotifierGrain) => INotifierGrain.Key,
        nameof(IAlarmLimitsGrain) => IAlarmLimitsGrain.Key,
        nameof(IAlarmBoardGrain) => IAlarmBoardGrain.Key,
        nameof(IQuarantineGrain) => IQuarantineGrain.Key,
        nameof(IStoreCheckGrain) => IStoreCheckGrain.Key,
        nameof(ITokenIssuerGrain) => ITokenIssuerGrain.Key,
        nameof(IAuditGrain) => IAuditGrain.Changes,
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain.Name, "This grain needs a key here."),
    };

    /// <summary>A valid argument, so that whoever may call gets an answer.</summary>
    private static object? Argument(MethodInfo method, ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(IReadOnlyList<Reading>) => new[] { GrainDoor.Entry(GrainDoor.Sensor) },
        var type when type == typeof(IReadOnlyList<RefusedReading>) => new[] { new RefusedReading(GrainDoor.Sensor, "It is not a reading.") },
        var type when type == typeof(CameraAnnouncement) => new CameraAnnouncement(SiloAddress.New(IPAddress.Loopback, 1, 1), []),
        var type when type == typeof(IReadOnlyList<string>) => Array.Empty<string>(),
        var type when type == typeof(AlarmQuery) => new AlarmQuery(Start, Start.AddDays(1)),
        var type when type == typeof(AlarmReport) => new AlarmReport("test", []),
        var type when type == typeof(HistoryQuery) => new HistoryQuery(Start, Start.AddHours(1), TimeSpan.FromMinutes(1)),
        var type when type == typeof(DateTimeOffset) => parameter.Name == "from" ? Start : Start.AddDays(1),
        var type when type == typeof(string) => parameter.Name == "sensorId" ? GrainDoor.Sensor : method.DeclaringType == typeof(ICatalogGrain) || parameter.Name == "cameraId" ? GrainDoor.Camera : null,
        var type => type.IsValueType ? Activator.CreateInstance(type) : null,
    };
}
