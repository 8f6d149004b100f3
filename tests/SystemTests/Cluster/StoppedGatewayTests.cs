using LiveParking.SystemTests.Clients;
using LiveParking.SystemTests.Processes;

namespace LiveParking.SystemTests.Cluster;

/// <summary>A gateway that is stopped while pictures arrive for many viewers shuts down cleanly.</summary>
[Collection(ClusterSuite.Name)]
public sealed class StoppedGatewayTests(RunningCluster cluster)
{
    [Fact]
    public async Task It_ends_with_exit_code_0_and_without_a_fault_whatever_arrives_meanwhile()
    {
        var gateway = cluster.Gateways[1];
        for (var round = 0; round < 2; round++)
        {
            List<MjpegReader> readers = [];
            try
            {
                foreach (var camera in new[] { "mjpeg", "clip", "rendered" })
                {
                    foreach (var rung in new[] { "low", "medium", "high", "high" })
                        readers.Add(MjpegReader.Open(gateway.Address, camera, $"quality={rung}"));
                }

                await Eventually.HoldsAsync(() => readers.TrueForAll(reader => reader.Pictures > 5), "all get pictures");
                gateway.Program.Child.Terminate();
                Assert.True(await gateway.Program.Child.ExitAsync() == 0, gateway.Program.Child.Tail());
                Assert.DoesNotContain(gateway.Program.Child.Errors, line => line.Contains("xception", StringComparison.Ordinal));
                await Eventually.HoldsAsync(() => readers.TrueForAll(reader => !reader.IsOpen), "all streams ended");
            }
            finally
            {
                foreach (var reader in readers)
                    await reader.DisposeAsync();
                await gateway.Program.StartAsync();
                await Eventually.HoldsAsync(gateway.Api.IsReadyAsync, "the gateway is ready again");
            }
        }

        await cluster.ReadyAsync();
    }
}
