using LiveParking.Sites;

return await SitesCommand.Create().Parse(args).InvokeAsync();
