using LiveParking.Gateway;
using LiveParking.Gateway.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.QuietenStart();
builder.Services.AddLiveParkingCluster(builder.Configuration);
builder.Services.AddLiveParkingGateway(options => options.KeysFolder = builder.Configuration["LIVEPARKING_KEYS"] ?? options.KeysFolder);
return await builder.RunToExitCodeAsync(app => app.MapLiveParkingGateway());
