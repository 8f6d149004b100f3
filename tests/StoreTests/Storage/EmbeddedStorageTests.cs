using LiveParking.StoreTests.Stores;

namespace LiveParking.StoreTests.Storage;

public sealed class EmbeddedStorageTests() : StorageContract(new EmbeddedStoreUnderTest());
