using LiveParking.Gateway;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Hosting;

return await GatewayStart.RunAsync(args, builder =>
{
    builder.AddGatewayConsole();
    builder.AddLiveParkingCluster();
    builder.AddLiveParkingGateway();
});
