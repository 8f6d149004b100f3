using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;
using LiveParking.Grains.Interfaces.Quarantine;
using LiveParking.Hosting.Clustering.Calls;
using Orleans.Hosting;
using Orleans.Runtime;

namespace LiveParking.SystemTests.Network;

/// <summary>Calls of programs and sites in a cluster with mutual TLS, and how they are forged.</summary>
[Collection(GrainDoorSuite.Name)]
public sealed class GrainDoorTests(GrainDoor door)
{
    [Fact]
    public async Task A_sensor_of_one_gate_sends_its_own_readings_only_and_its_reading_counts()
    {
        var level = new LevelKey(GrainDoor.Location, "upper");
        await using var program = await door.ConnectAsync(await door.TokenAsync("sensor", "--level", level.ToString(), "--sensor", "gate-7"));
        var answer = await program.Grains.GetLevel(level).ReportAsync([GrainDoor.Entry("gate-7")]);
        Assert.Equal(ReadingOutcome.Accepted, Assert.Single(answer.Results).Outcome);
        Assert.Equal(answer.Status.Spots.Occupied, (await program.Grains.GetLevel(level).GetAsync()).Status.Spots.Occupied);

        Assert.Equal("forbidden", (await Assert.ThrowsAsync<ForbiddenException>(() => program.Grains.GetLevel(level).ReportAsync([GrainDoor.Entry("gate-7"), GrainDoor.Entry("gate-8")]))).Code);
        await Assert.ThrowsAsync<ForbiddenException>(() => program.Grains.GetLevel(new LevelKey(GrainDoor.Elsewhere, "upper")).ReportAsync([GrainDoor.Entry("gate-7")]));
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
            ForgedProof.Of(own, SelfSigned(own), CallTarget.Central), "not a proof", new string('x', 100_000),
            ForgedProof.Of(own, X509CertificateLoader.LoadCertificateFromFile(gateway["Cluster__Tls__Certificate"]!), CallTarget.Central),
            ForgedProof.Of(door.Certificates, "gateway", CallTarget.Runtime), ForgedProof.Of(door.Certificates, "gateway", CallTarget.Camera), ForgedProof.Of(door.Certificates, "gateway", CallTarget.Central, expiresIn: TimeSpan.FromHours(-2)),
            ForgedProof.Of(door.Certificates, "integrator", CallTarget.Central),
        })
        {
            SentProof.SendAlong(proof);
            await Assert.ThrowsAsync<ForbiddenException>(() => program.Grains.GetTokenIssuer().GetAsync());
        }

        // What would be let in with the key of a gateway: the others are refused for what they lack.
        SentProof.SendAlong(ForgedProof.Of(door.Certificates, "gateway", CallTarget.Central));
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
        await door.Site.Child.OutputLineAsync(line => line.Contains("may not call", StringComparison.Ordinal), "the site says that it was refused");
    }

    [Fact]
    public async Task A_program_that_says_it_is_the_client_inside_a_silo_is_refused()
    {
        // Answers to that silo's own questions would come to it, with what they contain.
        await using var program = await door.ConnectAsync(token: null);
        Assert.NotNull(await RawClient.BeginAsync(door, program, $"{Guid.NewGuid():N}"));
        Assert.Null(await RawClient.BeginAsync(door, program, $"hosted-127.0.0.1:{door.SiloPort}@1"));
    }

    [Fact]
    public async Task A_grain_with_a_made_up_name_does_not_start()
    {
        SentProof.SendAlong(ForgedProof.Of(door.Certificates, "gateway", CallTarget.Central));
        await using var program = await door.ConnectAsync(token: null);
        foreach (var call in new Func<Task>[]
        {
            () => program.Grains.GetGrain<ITokenIssuerGrain>("made-up").GetAsync(), () => program.Grains.GetGrain<ICatalogGrain>("made-up").GetLocationsAsync(),
            () => program.Grains.GetGrain<IOverviewGrain>("made-up").GetAsync(), () => program.Grains.GetGrain<IQuarantineGrain>("made-up").GetAsync(),
        })
            Assert.Contains("only one grain of this kind", (await Assert.ThrowsAnyAsync<Exception>(call)).ToString(), StringComparison.Ordinal);
        SentProof.SendAlong(null);
    }

    private static X509Certificate2 SelfSigned(ECDsa key)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=thief,OU=central,O=Live Parking", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
