using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Cameras;
using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Interfaces.Quarantine;
using LiveParking.Hosting.Clustering.Calls;
using LiveParking.LiveStreams;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Streams;

namespace LiveParking.SystemTests.Network;

/// <summary>
/// What programs that call grains may do in a cluster with mutual TLS, tried with a client of Orleans. <c>docs/grain-access.md</c> holds what was found for
/// every grain method of the contract.
/// </summary>
public sealed class GrainDoorTests(GrainDoor door) : IClassFixture<GrainDoor>
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

            In a cluster with mutual TLS. Written by a test, which tries every cell with a client of Orleans: `tests/SystemTests/Network/GrainDoorTests.cs`. The grains are those of one location; "elsewhere" is a token for another one. `yes`: it was
            done; `unauthorized`, `forbidden`: it was refused. "A site" is whoever has the certificate of a site for this location. Gateways and central silos may call all of them. How a program connects: [for .NET integrators](integrators.md).

            | grain method | {string.Join(" | ", Callers.Select(caller => caller.Name))} |
            |---|{string.Concat(Enumerable.Repeat("---|", Callers.Length))}
            {string.Join('\n', lines)}

            """.ReplaceLineEndings("\n");
        var path = Path.Combine(Repository.Top, Document);
        var kept = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
        if (kept == text)
            return;
        var seen = Path.Combine(Path.GetTempPath(), "live-parking-grain-access.md");
        await File.WriteAllTextAsync(seen, text);
        Assert.Fail($"{Document} differs from what was found, which is in {seen}:\n{string.Join('\n', text.Split('\n').Except(kept.Split('\n')))}");
    }

    [Fact]
    public async Task A_sensor_of_one_gate_sends_its_own_readings_only_and_its_reading_counts()
    {
        var level = new LevelKey(GrainDoor.Location, "upper");
        await using var program = await door.ConnectAsync(await door.TokenAsync("sensor", "--level", level.ToString(), "--sensor", "gate-7"));
        var answer = await program.Grains.GetLevel(level).ReportAsync([Entry("gate-7")]);
        Assert.Equal(ReadingOutcome.Accepted, Assert.Single(answer.Results).Outcome);
        Assert.Equal(answer.Status.Spots.Occupied, (await program.Grains.GetLevel(level).GetAsync()).Status.Spots.Occupied);

        Assert.Equal("forbidden", (await Assert.ThrowsAsync<ForbiddenException>(() => program.Grains.GetLevel(level).ReportAsync([Entry("gate-7"), Entry("gate-8")]))).Code);
        await Assert.ThrowsAsync<ForbiddenException>(() => program.Grains.GetLevel(new LevelKey(GrainDoor.Elsewhere, "upper")).ReportAsync([Entry("gate-7")]));
    }

    [Fact]
    public async Task Whoever_forges_a_call_gets_nothing()
    {
        var token = await door.TokenAsync("admin");
        await using var program = await door.ConnectAsync(token);
        // The token comes with every call, whatever is called.
        CallToken.SendAlong(token);
        // Grains that are not in the contract, and Orleans itself.
        var ledger = typeof(GrainsHosting).Assembly.GetType("LiveParking.Grains.Access.ITokenLedgerGrain", throwOnError: true)!;
        await Assert.ThrowsAsync<ForbiddenException>(() => (Task)ledger.GetMethod("ExportAsync")!.Invoke(program.Grains.GetGrain(ledger, ITokenIssuerGrain.Key), [-1L])!);
        await Assert.ThrowsAsync<ForbiddenException>(() => program.Grains.GetGrain<IManagementGrain>(0).GetHosts());
        await Assert.ThrowsAsync<ForbiddenException>(() => program.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero));
        // A proof that another authority signed, one that nobody signed, one for a certificate without its key, one for other calls, an expired one, and the
        // proof of an integrator's certificate.
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var gateway = door.Certificates.Variables("gateway");
        foreach (var proof in new[]
        {
            Proof(own, SelfSigned(own), CallTarget.Central), "not a proof", new string('x', 100_000),
            Proof(own, X509CertificateLoader.LoadCertificateFromFile(gateway["Cluster__Tls__Certificate"]!), CallTarget.Central),
            Proof("gateway", CallTarget.Runtime), Proof("gateway", CallTarget.Camera), Proof("gateway", CallTarget.Central, expiresIn: TimeSpan.FromHours(-2)),
            Proof("integrator", CallTarget.Central),
        })
        {
            SentProof.SendAlong(proof);
            await Assert.ThrowsAsync<ForbiddenException>(() => program.Grains.GetTokenIssuer().GetAsync());
        }

        // What would be let in with the key of a gateway: the others are refused for what they lack.
        SentProof.SendAlong(Proof("gateway", CallTarget.Central));
        Assert.NotEmpty(await program.Grains.GetTokenIssuer().GetAsync());
        SentProof.SendAlong(null);
        RequestContext.Clear();
    }

    [Fact]
    public async Task The_silo_of_a_site_announces_no_camera_of_a_location_that_is_not_in_its_certificate()
    {
        var cameras = (await door.Api.GetAsync("/api/v1/cameras")).Text;
        Assert.Contains($"\"{GrainDoor.Camera}\"", cameras, StringComparison.Ordinal);
        Assert.DoesNotContain("stray", cameras, StringComparison.Ordinal);
        await door.Site.Child.OutputLineAsync(line => line.Contains("stray", StringComparison.Ordinal) || line.Contains("may not call", StringComparison.Ordinal), "the site says that it was refused");
    }

    [Fact]
    public async Task A_program_that_says_it_is_the_client_inside_a_silo_is_refused()
    {
        // Answers to that silo's own questions would come to it, with what they contain.
        await using var program = await door.ConnectAsync(token: null);
        Assert.NotNull(await BeginAsync(program, $"{Guid.NewGuid():N}"));
        Assert.Null(await BeginAsync(program, $"hosted-127.0.0.1:{door.SiloPort}@1"));
    }

    [Fact]
    public async Task A_grain_with_a_made_up_name_does_not_start()
    {
        SentProof.SendAlong(Proof("gateway", CallTarget.Central));
        await using var program = await door.ConnectAsync(token: null);
        await Assert.ThrowsAnyAsync<Exception>(() => program.Grains.GetGrain<ITokenIssuerGrain>("made-up").GetAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => program.Grains.GetGrain<ICatalogGrain>("made-up").GetLocationsAsync());
        SentProof.SendAlong(null);
    }

    /// <summary>Revoked, or expired; a receiver that does not renew, so that only the silo can end it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_ends_within_five_seconds_of_its_token_whatever_the_receiver_does(bool revoked)
    {
        var level = new LevelKey(GrainDoor.Location, "upper");
        var subject = $"display-{(revoked ? "revoked" : "expired")}";
        var token = await door.TokenAsync("viewer", "--location", GrainDoor.Location, "--subject", subject, "--expires-in", revoked ? "1h" : "8s");
        var issued = TimeProvider.System.GetTimestamp();
        await using var program = await door.ConnectAsync(token);
        await using var sensor = await door.ConnectAsync(await door.TokenAsync("sensor", "--location", GrainDoor.Location));
        var receiver = new Receiver();
        var extension = program.Grains.GetLevel(level).AsReference<ILiveProducerExtension>();
        await extension.SubscribeAsync(ParkingStreams.LevelStatus(level), Guid.NewGuid(), 1, program.Grains.CreateObjectReference<ILiveReceiver>(receiver));
        await sensor.Grains.GetLevel(level).ReportAsync([Entry("gate-9")]);
        await Eventually.HoldsAsync(() => receiver.Delivered > 0, "the stream runs");

        if (revoked)
            (await door.Api.DeleteAsync($"/api/v1/tokens?subject={subject}")).Require(HttpStatusCode.OK);
        else
            await Eventually.HoldsAsync(() => TimeProvider.System.GetElapsedTime(issued) > TimeSpan.FromSeconds(8), "the token has expired");
        var ended = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(
            async () =>
            {
                var before = receiver.Delivered;
                await sensor.Grains.GetLevel(level).ReportAsync([Entry("gate-9")]);
                // The silo answers after it has published, and waits for one delivery before the next.
                await sensor.Grains.GetLevel(level).ReportAsync([Entry("gate-9")]);
                return receiver.Delivered == before && TimeProvider.System.GetElapsedTime(ended) > TimeSpan.FromSeconds(5);
            },
            "nothing is delivered any more",
            TimeSpan.FromSeconds(20));
        Assert.True(receiver.LastDelivery is { } last && TimeProvider.System.GetElapsedTime(ended, last) < TimeSpan.FromSeconds(5), "The last delivery came more than 5 s after the end of the token.");
        GC.KeepAlive(receiver);
    }

    [Fact]
    public async Task A_stream_of_a_program_ends_when_its_token_is_revoked()
    {
        var level = new LevelKey(GrainDoor.Location, "upper");
        await using var program = await door.ConnectAsync(await door.TokenAsync("viewer", "--location", GrainDoor.Location, "--subject", "display-at-the-ramp"));
        var seen = new System.Collections.Concurrent.ConcurrentQueue<long>();
        await program.Grains.GetStreamProvider(ParkingStreams.ProviderName).GetStream<LevelStatus>(ParkingStreams.LevelStatus(level)).SubscribeAsync((status, _) =>
        {
            seen.Enqueue(status.Version);
            return Task.CompletedTask;
        });
        await using var sensor = await door.ConnectAsync(await door.TokenAsync("sensor", "--location", GrainDoor.Location));
        async Task<long> CarAsync() => (await sensor.Grains.GetLevel(level).ReportAsync([Entry("gate-9")])).Status.Version;
        var first = await CarAsync();
        await Eventually.HoldsAsync(() => seen.Any(version => version >= first), "the program sees the car");

        (await door.Api.DeleteAsync("/api/v1/tokens?subject=display-at-the-ramp")).Require(HttpStatusCode.OK);
        await Eventually.HoldsAsync(
            async () => await IsRefusedAsync(() => program.Grains.GetLevel(level).GetAsync()), "calls with the revoked token are refused");
        // The silo ends the stream in the same second or the next; from then on, cars are not seen any more.
        await Eventually.HoldsAsync(
            async () =>
            {
                var car = await CarAsync();
                await sensor.Grains.GetLevel(level).GetAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
                return seen.All(version => version < car);
            },
            "the stream has ended");
    }

    private static async Task<bool> IsRefusedAsync(Func<Task> call)
    {
        try
        {
            await call();
            return false;
        }
        catch (UnauthorizedException)
        {
            return true;
        }
    }

    private static Reading Entry(string sensor) => new(Guid.NewGuid().ToString("N"), sensor, TimeProvider.System.GetUtcNow(), ReadingKind.Entry);

    private static IEnumerable<MethodInfo> Methods() => typeof(ParkingGrains).Assembly.GetExportedTypes()
        .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .SelectMany(type => type.GetMethods().Where(method => method.IsAbstract).OrderBy(method => method.Name, StringComparer.Ordinal));

    private async Task<string> TryAsync(IClusterClient grains, MethodInfo method, bool asSite)
    {
        var type = method.DeclaringType!;
        var grain = grains.GetGrain(type, KeyOf(type));
        if (asSite)
            SentProof.SendAlong(Proof("site", type == typeof(ICameraGrain) ? CallTarget.Camera : CallTarget.Central, GrainDoor.Location));
        try
        {
            await (Task)method.Invoke(grain, [.. method.GetParameters().Select(parameter => Argument(method, parameter))])!;
            return "yes";
        }
        catch (ParkingException refused) when (refused is UnauthorizedException or ForbiddenException)
        {
            return refused.Code;
        }
        catch (Exception reached) when (asSite && reached is not ParkingException)
        {
            // The announcement of this test's site is empty.
            return "yes";
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
            SentProof.SendAlong(Proof("site", producer is ICameraGrain ? CallTarget.Camera : CallTarget.Central, GrainDoor.Location));
        var receiver = new Receiver();
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
        nameof(ILocationGrain) or nameof(ILocationCamerasGrain) => GrainDoor.Location,
        nameof(ICameraGrain) => GrainDoor.Camera,
        nameof(ICatalogGrain) => ICatalogGrain.Key,
        nameof(IOverviewGrain) => IOverviewGrain.Key,
        nameof(IQuarantineGrain) => IQuarantineGrain.Key,
        nameof(IStoreCheckGrain) => IStoreCheckGrain.Key,
        nameof(ITokenIssuerGrain) => ITokenIssuerGrain.Key,
        nameof(IAuditGrain) => IAuditGrain.Changes,
        _ => throw new ArgumentOutOfRangeException(nameof(grain), grain.Name, "This grain needs a key here."),
    };

    /// <summary>A valid argument, so that whoever may call gets an answer.</summary>
    private static object? Argument(MethodInfo method, ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(IReadOnlyList<Reading>) => new[] { Entry(GrainDoor.Sensor) },
        var type when type == typeof(IReadOnlyList<RefusedReading>) => new[] { new RefusedReading(GrainDoor.Sensor, "It is not a reading.") },
        var type when type == typeof(IReadOnlyList<string>) => Array.Empty<string>(),
        var type when type == typeof(HistoryQuery) => new HistoryQuery(Start, Start.AddHours(1), TimeSpan.FromMinutes(1)),
        var type when type == typeof(DateTimeOffset) => parameter.Name == "from" ? Start : Start.AddDays(1),
        var type when type == typeof(string) => parameter.Name == "sensorId" ? GrainDoor.Sensor : method.DeclaringType == typeof(ICatalogGrain) || parameter.Name == "cameraId" ? GrainDoor.Camera : null,
        var type => type.IsValueType ? Activator.CreateInstance(type) : null,
    };

    private static X509Certificate2 SelfSigned(ECDsa key)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=thief,OU=central,O=Live Parking", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    /// <summary>Begins a connection of a client with an id; null when the silo hangs up, otherwise its first bytes.</summary>
    private async Task<byte[]?> BeginAsync(ProgramClient program, string id)
    {
        var certificate = door.Certificates.Variables("integrator");
        using var own = X509Certificate2.CreateFromPemFile(certificate["Cluster__Tls__Certificate"]!, certificate["Cluster__Tls__Key"]!);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, door.ClientPort);
        await using var stream = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, server, _, _) => server is not null);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "live-parking", ClientCertificates = [own] });
        var first = Preamble(program, GrainId.Create("sys.client", id));
        await stream.WriteAsync(BitConverter.GetBytes(first.Length));
        // In pieces: what is refused is refused however it comes.
        foreach (var part in first.Chunk(7))
        {
            await stream.WriteAsync(part);
            await stream.FlushAsync();
        }

        var answer = new byte[1_024];
        try
        {
            var count = await stream.ReadAsync(answer).AsTask().WaitAsync(Eventually.Timeout);
            return count == 0 ? null : answer[..count];
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The first message of a client, of a type that Orleans keeps to itself.</summary>
    private static byte[] Preamble(ProgramClient program, GrainId id)
    {
        var type = typeof(ClientBuilder).Assembly.GetType("Orleans.Runtime.Messaging.ConnectionPreamble", throwOnError: true)!;
        var preamble = Activator.CreateInstance(type, nonPublic: true)!;
        type.GetProperty("NetworkProtocolVersion")!.SetValue(preamble, Enum.ToObject(type.GetProperty("NetworkProtocolVersion")!.PropertyType, 1));
        type.GetProperty("NodeIdentity")!.SetValue(preamble, id);
        type.GetProperty("ClusterId")!.SetValue(preamble, "live-parking");
        var serializer = program.Services.GetRequiredService(typeof(Serializer<>).MakeGenericType(type));
        return (byte[])serializer.GetType().GetMethod("SerializeToArray", [type])!.Invoke(serializer, [preamble])!;
    }

    /// <summary>A proof as a process makes it, with a certificate of the cluster.</summary>
    private string Proof(string unit, CallTarget target, string? location = null, TimeSpan? expiresIn = null)
    {
        var variables = door.Certificates.Variables(unit, locations: location is null ? null : [location]);
        using var certificate = X509Certificate2.CreateFromPemFile(variables["Cluster__Tls__Certificate"]!, variables["Cluster__Tls__Key"]!);
        using var key = certificate.GetECDsaPrivateKey()!;
        return Proof(key, certificate, target, expiresIn);
    }

    private static string Proof(ECDsa key, X509Certificate2 certificate, CallTarget target, TimeSpan? expiresIn = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "live-parking-process",
            Audience = target.ToString(),
            Expires = (TimeProvider.System.GetUtcNow() + (expiresIn ?? TimeSpan.FromHours(1))).UtcDateTime,
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } }, SecurityAlgorithms.EcdsaSha256),
            AdditionalHeaderClaims = new Dictionary<string, object> { ["x5c"] = new[] { Convert.ToBase64String(certificate.RawData) } },
        });

    private sealed class Receiver : ILiveReceiver
    {
        private int _delivered;
        private long _lastDelivery;

        public int Delivered => Volatile.Read(ref _delivered);

        public long? LastDelivery => Interlocked.Read(ref _lastDelivery) is var at and not 0 ? at : null;

        public Task<bool> DeliverAsync(LiveItem item)
        {
            Interlocked.Exchange(ref _lastDelivery, TimeProvider.System.GetTimestamp());
            Interlocked.Increment(ref _delivered);
            return Task.FromResult(true);
        }

        public Task EndAsync(long subscriptionId, long epoch) => Task.CompletedTask;
    }
}
