using LiveParking.Gateway;
using LiveParking.Gateway.Cluster;
using LiveParking.Gateway.Hosting;

return await GatewayStart.RunAsync(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddGatewayConsole();
    builder.AddLiveParkingCluster();
    builder.AddLiveParkingGateway();
    return builder.Build().MapLiveParkingGateway();
});
